/** A plain mark for wallets that bring no icon: three dots of the logo on ink, as a data URI. */
export const walletIcon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="3" fill="#14150f"/>' +
    '<g fill="#5be39b"><circle cx="9" cy="9" r="3"/><circle cx="19" cy="9" r="3"/><circle cx="14" cy="19" r="4"/></g></svg>',
)}`

/** The same with createRenter of packages/sdk, and with n3, where these have a word of their own for it. */
export const sameBy: Record<string, { sdk?: string; cli?: string }> = {
  'offers.find': {
    sdk: "const { items } = await renter.offers.find('kind = compute order by price')",
    cli: "n3 offers 'kind = compute order by price'",
  },
  'offers.get': { sdk: 'const offer = await renter.offers.get(offerId)', cli: 'n3 why $OFFER_ID' },
  'offers.screen': { sdk: "const { items } = await renter.offers.screen({ kind: 'compute', slots: 2 })" },
  'offers.quote': {
    sdk: "const quote = await renter.quote({ spec: { kind: 'compute' }, want: { units: 600n } })",
    cli: 'n3 quote --units 600',
  },
  'offers.getQuote': { sdk: 'const quote = await renter.getQuote(quoteId)' },
  'offers.publish': { cli: 'n3 offer publish --kind compute --price 0.25 --slots 2' },
  'leases.prepare': { sdk: 'const { leases } = await renter.rent(quote)', cli: 'n3 rent --units 600' },
  'leases.find': { sdk: 'const { items } = await renter.leases.find()', cli: 'n3 leases' },
  'leases.get': { sdk: 'const lease = await renter.leases.get(7n)', cli: 'n3 why 7' },
  'leases.prepareClose': { sdk: 'await renter.leases.close(7n)', cli: 'n3 close 7' },
  'leases.prepareRedeem': { cli: 'n3 redeem' },
  'jobs.submit': {
    sdk: "const jobs = await renter.jobs(7n)\nconst { jobId } = await jobs.submit({ kind: 'onnx', module, input })",
    cli: 'n3 run model.onnx --input input.json --lease 7',
  },
  'jobs.get': { sdk: 'const job = await jobs.wait(jobId)', cli: 'n3 why $JOB_ID' },
  'jobs.why': { sdk: 'const why = await jobs.why(jobId)', cli: 'n3 why $JOB_ID' },
  'jobs.find': { cli: 'n3 jobs --lease 7' },
  'jobs.findLogs': { cli: 'n3 logs --follow $JOB_ID' },
  'jobs.accept': { sdk: 'await jobs.accept(jobId)', cli: 'n3 voucher $JOB_ID' },
}

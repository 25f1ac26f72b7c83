/** The developers' own pages: apart from paths.ts, which every page carries. */
export const developerPaths = {
  keys: '/developers/keys',
  webhooks: '/developers/webhooks',
  usage: '/developers/usage',
} as const

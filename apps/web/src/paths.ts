/** Every URL of the site, with developer-paths.ts. A path written anywhere else is a bug. */
export const paths = {
  home: '/',
  operators: '/operators',
  operator: (address: string) => `/operators/${address}`,
  operatorCsv: (address: string) => `/operators/${address}/history.csv`,
  operatorsCsv: '/operators/export.csv',
  operatorsJson: '/operators/export.json',
  nodes: '/nodes',
  node: (address: string) => `/nodes/${address}`,
  runNode: '/run-a-node',
  market: '/market',
  offer: (offerId: string) => `/market/${offerId}`,
  newOffer: '/market/new',
  leases: '/leases',
  lease: (leaseId: string) => `/leases/${leaseId}`,
  job: (jobId: string) => `/jobs/${jobId}`,
  developers: '/developers',
  apiReference: '/developers/reference',
  apiArea: (area: string) => `/developers/reference/${area}`,
  apiOperation: (area: string, operation: string) => `/developers/reference/${area}#${operation}`,
  openApi: '/api/v1/openapi.json',
  stake: '/stake',
  stakeOn: (operator: string) => `/stake?operator=${operator}`,
  rewards: '/rewards',
  rewardsCsv: (operator: string) => `/rewards/export.csv?operator=${operator}`,
  store: '/store',
  storeBatch: (batchId: number) => `/store?batch=${batchId}`,
  storeOf: (address: string) => `/store?address=${address}`,
  storeOrder: (orderId: string) => `/store/orders/${orderId}`,
  storeDevice: (tokenId: string) => `/store/devices/${tokenId}`,
  storeActivate: (tokenId: string) => `/store/devices/${tokenId}#activate`,
  storeFulfilment: '/store/fulfilment',
  status: '/status',
  statusFigures: '/status#figures',
  statusContracts: '/status#contracts',
  faucet: '/faucet',
  theme: '/theme',
  trpc: '/api/trpc',
} as const

/** A path with the query parameters that have a value, in the order given. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, value)
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

import type { UpResult } from '../up/bring-up.ts'

/** The block that ends a start: where everything is, and how to stop it. */
export function describeStack(
  { endpoints, deployment }: UpResult,
  folders: { data: string; logs: string },
): string {
  const { contracts } = deployment
  const rows: [string, string][] = [
    ['Web', endpoints.webUrl],
    ['RPC', endpoints.publicRpcUrl],
    ['Chain id', String(endpoints.chainId)],
    ['Database', endpoints.databaseUrl],
    ['Indexer', `${endpoints.indexerUrl}/metrics`],
    ['Worker', `${endpoints.workerUrl}/metrics`],
    ...(endpoints.kgcUrls.length === 0
      ? []
      : [['Key nodes', endpoints.kgcUrls.join(' ')] as [string, string]]),
    ['Gateway', `${endpoints.gatewayUrl}/v1/agent`],
    ['Receipts', `${endpoints.receiptsUrl}/v1/epochs/<n>/receipts.json`],
    ['Epoch files', endpoints.epochFilesUrl],
    ...(endpoints.sponsorUrl === undefined ? [] : [['Sponsor', endpoints.sponsorUrl] as [string, string]]),
    ['N3 token', contracts.n3Token],
    ['Node registry', contracts.nodeRegistry],
    ['Staking', contracts.staking],
    ['Rewards', contracts.rewards],
    ['Device sale', contracts.deviceSale],
    ['Edge device', contracts.edgeDevice],
    ['Lease market', contracts.leaseMarket],
    ['Key directory', contracts.keyDirectory],
    ['Data', folders.data],
    ['Logs', folders.logs],
  ]
  const table = rows.map(([label, value]) => `  ${label.padEnd(15)}${value}`).join('\n')
  return `
  Network3 is up.

${table}

  Stop with Ctrl-C. Start again on the same data with npm start, or clean with npm start -- --reset.

`
}

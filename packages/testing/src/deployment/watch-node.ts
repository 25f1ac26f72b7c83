import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Call = { id: number; method: string; params: readonly { to?: string; data?: string }[] }

/** What stands between a deployment and its chain. */
export type WatchedNode = {
  url: string
  /** Transactions that went through. */
  sent: () => number
  /** Lets so many more transactions through, then answers nothing any more. */
  breakAfter: (transactions: number) => void
  /** Changes the last digit of what this contract answers to this call. */
  falsify: (question: { to: string; selector: string } | undefined) => void
  close: () => Promise<void>
}

/** A node like the one at `rpcUrl` that counts, breaks down or lies when told to. */
export async function watchNode(rpcUrl: string): Promise<WatchedNode> {
  let sent = 0
  let left = Number.POSITIVE_INFINITY
  let lie: { to: string; selector: string } | undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const call = JSON.parse(body) as Call
    if (call.method === 'eth_sendRawTransaction') {
      left -= 1
      if (left >= 0) sent += 1
    }
    if (left < 0) {
      response.destroy()
      return
    }
    const headers = { 'content-type': 'application/json' }
    const answer = (await (await fetch(rpcUrl, { method: 'POST', headers, body })).json()) as Record<
      string,
      unknown
    >
    if (lie !== undefined && isAbout(call, lie)) answer.result = otherThan(String(answer.result))
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    breakAfter: (transactions) => {
      left = transactions
    },
    falsify: (question) => {
      lie = question
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isAbout({ method, params }: Call, { to, selector }: { to: string; selector: string }): boolean {
  const [question] = params
  if (method !== 'eth_call' || question?.to === undefined) return false
  return question.to.toLowerCase() === to.toLowerCase() && question.data?.startsWith(selector) === true
}

function otherThan(result: string): string {
  return `${result.slice(0, -1)}${result.endsWith('1') ? '2' : '1'}`
}

import { Agent, request } from 'node:http'

/** A call of the API: of a mutation the input is the body. */
export type Call = { path: string; kind: 'query' | 'mutation'; input: unknown }

export type Asker = {
  /** What was answered. Throws for anything but 200, with the words of the refusal. */
  ask(call: Call): Promise<unknown>
  /** The same, and looks no further than that it was answered. */
  send(call: Call): Promise<void>
  close(): void
}

/** Asks over connections that stay open, with as little of its own work as can be. */
export function createAsker(origin: string, connections: number): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(origin)
  const textOf = ({ path, kind, input }: Call) =>
    new Promise<string>((resolve, reject) => {
      const isQuery = kind === 'query'
      const query =
        isQuery && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
      const headers = isQuery ? {} : { 'content-type': 'application/json', origin, 'x-n3-client': 'bench' }
      const sent = request(
        {
          ...{ hostname, port, agent, headers, path: `/api/trpc/${path}${query}` },
          method: isQuery ? 'GET' : 'POST',
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            if (response.statusCode === 200) resolve(text)
            else reject(new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 300)}`))
          })
        },
      )
      sent.on('error', reject)
      sent.end(isQuery ? undefined : JSON.stringify(input))
    })
  return {
    ask: async (call) => JSON.parse(await textOf(call)).result.data,
    send: async (call) => {
      await textOf(call)
    },
    close: () => agent.destroy(),
  }
}

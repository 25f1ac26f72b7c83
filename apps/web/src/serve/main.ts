// The web server: `npm start -w @network3/web -- --port 3000 --hostname 127.0.0.1`. Pages are Next's. Calls of the API are
// answered before Next sees them, for it would spend ten times on each what the answer costs; the same handlers are mounted
// in src/app/api for `next dev`, and for calls that come before they are loaded here.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import next from 'next'
import config from '../../next.config.ts'
import type { answerCall } from './answer-call.ts'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '3000' }, hostname: { type: 'string', default: '127.0.0.1' } },
})
const [port, hostname] = [Number(values.port), values.hostname]
const securityHeaders = (await config.headers?.())?.flatMap(({ headers }) => headers) ?? []

const LAST_ANSWERS_MS = 3_000

let answer: typeof answerCall | undefined
const app = next({ dev: false, dir: new URL('../..', import.meta.url).pathname, port, hostname })
await app.prepare()
const answerPage = app.getRequestHandler()
const server = createServer((incoming, outgoing) => {
  if (answer?.(incoming, outgoing, securityHeaders) === true) return
  answerPage(incoming, outgoing).catch((error: unknown) => {
    console.error(error)
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(500).end('Internal Server Error')
  })
})
server.listen(port, hostname, () => {
  console.log(`The site is at http://${hostname}:${port}.`)
  import('./answer-call.ts').then((loaded) => {
    answer = loaded.answerCall
  })
})

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    // What is being answered is answered; streams of events, which nobody else ends, are ended after a moment.
    server.close(() => process.exit(code))
    setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref()
  })
}

import { spawn } from 'node:child_process'
import { type IssueAnswer, type IssueRequest, issueAnswerSchema } from './issue-messages.ts'

const TIMEOUT_MS = 120_000
const main = new URL('./issue-keys.ts', import.meta.url).pathname

/** Runs issue-keys.ts. The passphrase goes through a pipe: arguments and environments can be read by others. Never rejects. */
export function runIssuer(request: IssueRequest, signal: AbortSignal): Promise<IssueAnswer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main], {
      stdio: ['pipe', 'pipe', 'inherit'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const fail = (message: string) => resolve({ ok: false, code: 'INTERNAL', message })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk
    })
    child.on('error', (error) => fail(error.message))
    child.on('close', () => {
      try {
        resolve(issueAnswerSchema.parse(JSON.parse(text)))
      } catch {
        fail('Asking for a key broke off.')
      }
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${JSON.stringify(request)}\n`)
  })
}

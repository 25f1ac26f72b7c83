import { createInterface } from 'node:readline/promises'
import { AppError } from '@network3/core/app-error'

/** Asks on a terminal. Throws INPUT_INVALID for a no, and where nobody can be asked. */
export async function confirm(question: string, otherwise: string): Promise<void> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new AppError('INPUT_INVALID', `${question} Nobody is here to say so: ${otherwise}.`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close())
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new AppError('INPUT_INVALID', 'Not confirmed: nothing was sent.')
}

import { createInterface } from 'node:readline/promises'
import { checksumAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'

/** A question that the terminal and the local page may both answer; the first answer counts. */
export type Confirmation = { operator: Address; answer: (isMine: boolean) => void }

export type ConfirmDeps = {
  /** Given on the command line: this operator is confirmed, any other declined, and nobody is asked. */
  expected: Address | undefined
  say: (text: string) => void
  /** Puts the question on the local page; undefined takes it away. */
  ask: (confirmation: Confirmation | undefined) => void
}

/** Asks the node's owner whether the wallet that signed is theirs. Whoever knew the code could have signed. */
export async function confirmOperator(
  operator: Address,
  { expected, say, ask }: ConfirmDeps,
): Promise<boolean> {
  const shown = checksumAddress(operator)
  if (expected !== undefined) {
    const isMine = expected === operator
    say(isMine ? `${shown} has signed, as expected.` : `${shown} has signed, which is not the one expected.`)
    return isMine
  }
  const { promise, resolve } = Promise.withResolvers<boolean>()
  ask({ operator, answer: resolve })
  say(`\nThis wallet has signed:\n\n  ${shown}\n\nIt will earn what this node earns.`)
  const controller = new AbortController()
  if (process.stdin.isTTY === true) {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    lines
      .question('Is this your wallet? (y/N) ', { signal: controller.signal })
      .then((line) => resolve(/^y(es)?$/i.test(line.trim())))
      .catch(() => undefined)
      .finally(() => lines.close())
  } else say('Confirm it on the local page.')
  try {
    return await promise
  } finally {
    controller.abort()
    ask(undefined)
  }
}

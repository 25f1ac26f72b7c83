import { type NodeAddress, type NodeFault, NodeFaultError } from './ask-node.ts'

/**
 * Asks as many nodes as are needed, and one more for each that fails or is silent for `hedgeAfterMs`, in the order
 * given. Resolves with the first `needed` answers, or with fewer when no node is left; `onFault` gets every failure
 * until then.
 */
export function gather<T>(
  nodes: readonly NodeAddress[],
  needed: number,
  ask: (node: NodeAddress) => Promise<T>,
  options: { hedgeAfterMs: number; onFault: (fault: NodeFault) => void },
): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const waiting = [...nodes]
  const answers: T[] = []
  let asked = 0
  let failed = 0

  const settle = (): void => {
    if (answers.length >= needed) resolve(answers.slice(0, needed))
    else if (asked === failed + answers.length && waiting.length === 0) resolve(answers)
  }
  const start = (): void => {
    const node = waiting.shift()
    if (node === undefined) {
      settle()
      return
    }
    asked += 1
    const hedge = setTimeout(start, options.hedgeAfterMs)
    ask(node)
      .then(
        (answer) => {
          answers.push(answer)
          settle()
        },
        (error: unknown) => {
          if (!(error instanceof NodeFaultError)) {
            reject(error)
            return
          }
          failed += 1
          if (answers.length < needed) options.onFault(error.fault)
          clearTimeout(hedge)
          start()
          settle()
        },
      )
      .finally(() => clearTimeout(hedge))
  }
  const atOnce = Math.min(needed, waiting.length)
  for (let count = 0; count < atOnce; count++) start()
  settle()
  promise.catch(() => {})
  return promise
}

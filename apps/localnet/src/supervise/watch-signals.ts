/**
 * One Ctrl-C may arrive more than once: from the terminal, and again from every wrapper that forwards it. What
 * comes within this time of the first belongs to it.
 */
const sameMs = 1_000

/** @param force called when a signal comes again after the first has been taken up. */
export function watchSignals(force: () => void): { first: Promise<NodeJS.Signals> } {
  let firstAt: number | undefined
  const first = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (firstAt === undefined) {
          firstAt = Date.now()
          resolve(name)
        } else if (Date.now() - firstAt > sameMs && name !== 'SIGHUP') force()
      })
    }
  })
  return { first }
}

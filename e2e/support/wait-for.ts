/** Asks again until it is so. Throws with what was waited for after half a minute. */
export async function waitFor(what: string, isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error(`Waited 30 s in vain for ${what}.`)
    await new Promise((next) => setTimeout(next, 200))
  }
}

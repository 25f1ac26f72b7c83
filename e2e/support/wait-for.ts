/** Asks again until it is so. Throws with what was waited for after two minutes. */
export async function waitFor(what: string, isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error(`Waited two minutes in vain for ${what}.`)
    await new Promise((next) => setTimeout(next, 200))
  }
}

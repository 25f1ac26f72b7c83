import type { Stack } from './stack.ts'

/** The epoch of this moment, by the network's own clock. */
export async function epochNow({ webUrl }: Stack): Promise<number> {
  const answer = await fetch(`${webUrl}/api/trpc/network.getEndpoints`)
  const { epochs } = (await answer.json()).result.data
  return Math.floor((Date.now() - Date.parse(epochs.genesisAt)) / (epochs.lengthSeconds * 1_000)) + 1
}

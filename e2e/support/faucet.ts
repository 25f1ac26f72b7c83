import type { Hex } from 'viem'
import type { Stack } from './stack.ts'

/** Asks the running site's faucet, through the door its own page uses, for 1 ETH and 1,000 N3. */
export async function askFaucet({ webUrl }: Stack, address: Hex): Promise<void> {
  const response = await fetch(`${webUrl}/api/trpc/faucet.request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: webUrl, 'x-n3-client': 'e2e' },
    body: JSON.stringify({ address, idempotencyKey: crypto.randomUUID() }),
  })
  if (!response.ok) throw new Error(`The faucet answered ${response.status}: ${await response.text()}`)
}

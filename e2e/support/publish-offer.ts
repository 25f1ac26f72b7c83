import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Stack } from './stack.ts'

type Terms = { pricePerUnitWei: string; slots: number; minUnits: string; maxUnits: string }

/** Lists an offer of compute for an hour at a time, signed as any wallet would sign the site's typed data. */
export async function publishOffer({ webUrl }: Stack, operatorKey: Hex, terms: Terms): Promise<void> {
  const account = privateKeyToAccount(operatorKey)
  const input = { operator: account.address, kind: 'compute', maxDurationSeconds: 3_600, ...terms }
  const asked = await fetch(
    `${webUrl}/api/trpc/offers.getTemplate?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  const { typedData, publish } = (await asked.json()).result.data
  const signature = await account.signTypedData(typedData)
  const listed = await fetch(`${webUrl}/api/trpc/offers.publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: webUrl, 'x-n3-client': 'e2e' },
    body: JSON.stringify({ ...publish, signature }),
  })
  if (!listed.ok) throw new Error(`The offer was refused: ${await listed.text()}`)
}

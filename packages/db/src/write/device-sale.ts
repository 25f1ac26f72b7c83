import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'

/** Added to the sums of DeviceSale, in wei; negative when undone. paused: 1 for Paused, -1 for Unpaused. */
export type SaleDelta = { paused: number; heldWei: bigint; proceedsWei: bigint; withdrawnWei: bigint }

export async function addToSale(tx: Client, delta: SaleDelta): Promise<void> {
  const { paused, heldWei, proceedsWei, withdrawnWei } = delta
  if (paused === 0 && heldWei === 0n && proceedsWei === 0n && withdrawnWei === 0n) return
  await tx.query({
    name: 'add-to-sale',
    text: `UPDATE device_sale SET pause_count = pause_count + $1, held_wei = held_wei + $2,
             proceeds_wei = proceeds_wei + $3, withdrawn_wei = withdrawn_wei + $4 WHERE id = 1`,
    values: [paused, weiToDb(heldWei), weiToDb(proceedsWei), weiToDb(withdrawnWei)],
  })
}

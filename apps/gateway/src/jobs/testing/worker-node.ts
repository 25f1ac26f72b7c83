import { createHash } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { getBlob } from '@network3/db/queries/blob/get-blob'
import { putBlob } from '@network3/db/write/blobs'
import type { JobOrder } from '@network3/protocol/node/job-order'
import { nodeIdOf, signText } from '@network3/protocol/node/node-signature'
import { resultCommitment } from '@network3/protocol/node/result-commitment'
import { commitmentText, workReceiptText } from '@network3/protocol/node/signed-texts'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'
import type { MemoryHub, SentFrame } from './memory-hub.ts'

export const CHAIN_ID = 31337

export const sha256 = (bytes: Uint8Array): Hex => `0x${createHash('sha256').update(bytes).digest('hex')}`

export type WorkerNode = {
  node: Address
  /** Everything it was sent, in order. */
  sent: SentFrame[]
  /** Fences it was told to work under, and how often. */
  orders(): JobOrder[]
  /** Makes the output of an order, stores it and gives the signed receipt. */
  work(order: JobOrder, changes?: Partial<WorkReceipt>): Promise<WorkReceipt>
  /** The same, said to the gateway. */
  finish(order: JobOrder, changes?: Partial<WorkReceipt>): Promise<void>
  /** Its state frame, with what it holds. */
  resync(jobs?: { jobId: string; fence: number; phase: 'accepted' | 'running' | 'finished' }[]): Promise<void>
}

export type WorkerOptions = {
  hub: MemoryHub
  pool: Pool
  key: Hex
  operator?: Address
  subnet: Hex
  slots?: number
  /** `holds`: waits for the test to finish its jobs; `lies`: signs another output. */
  manner: 'works' | 'holds' | 'lies'
}

const capacity = (slots: number) => ({
  ...{ slots, memoryBytes: 1_000_000, kinds: ['wasm' as const], classes: ['D0' as const] },
})

/** A node that signs as agents do; its work is to turn the input around. */
export async function joinWorker(options: WorkerOptions): Promise<WorkerNode> {
  const { hub, pool, key, slots = 1, manner } = options
  const node = nodeIdOf(key)
  const sent: SentFrame[] = []
  const receipts = new Map<string, WorkReceipt>()
  const nonce: Hex = `0x${node.slice(2).padEnd(64, '7')}`
  const work = async (order: JobOrder, changes: Partial<WorkReceipt> = {}) => {
    const input = await getBlob(pool, order.inputBlob)
    if (input === undefined) throw new Error('the input is gone')
    const output = manner === 'lies' ? Buffer.from(`lie of ${node}`) : Buffer.from(input).reverse()
    const now = new Date()
    await putBlob(pool, { hash: sha256(output), content: output, now, expiresAt: new Date(+now + 60_000) })
    const unsigned = {
      ...{ chainId: CHAIN_ID, node, jobId: order.jobId, fence: order.fence, moduleHash: order.moduleBlob },
      ...{ inputHash: order.inputBlob, outputHash: sha256(output), resultHash: sha256(output) },
      ...{ outcome: 'ok' as const, reason: null, gas: '77', class: order.class, durationMs: 3, ...changes },
    }
    return { ...unsigned, signature: signText(key, workReceiptText(unsigned)) }
  }
  const finish = async (order: JobOrder, changes: Partial<WorkReceipt> = {}) => {
    const { jobId, fence } = order
    await hub.receive(node, 'started', { jobId, fence })
    const receipt = await work(order, changes)
    if (!order.commitFirst) return hub.receive(node, 'result', { receipt, nonce: null })
    receipts.set(`${jobId}:${fence}`, receipt)
    const { outcome, outputHash } = receipt
    const commitment = resultCommitment({ node, jobId, outcome, outputHash, nonce })
    const text = commitmentText({ chainId: CHAIN_ID, node, jobId, fence, commitment })
    await hub.receive(node, 'commitment', { jobId, fence, commitment, signature: signText(key, text) })
  }
  const onSent = (frame: SentFrame) => {
    sent.push(frame)
    if (manner === 'holds') return
    // As over a socket: never within the call that sends.
    if (frame.type === 'assign') setImmediate(() => finish(frame.body))
    if (frame.type === 'reveal') {
      const receipt = receipts.get(`${frame.body.jobId}:${frame.body.fence}`)
      if (receipt !== undefined) setImmediate(() => hub.receive(node, 'result', { receipt, nonce }))
    }
  }
  const self: WorkerNode = {
    ...{ node, sent, work, finish },
    orders: () => sent.flatMap((frame) => (frame.type === 'assign' ? [frame.body] : [])),
    resync: (jobs = []) => hub.receive(node, 'state', { capacity: capacity(slots), paused: null, jobs }),
  }
  const { operator, subnet } = options
  hub.join({ node, operator, subnet, capacity: capacity(slots), paused: undefined }, onSent)
  await self.resync()
  return self
}

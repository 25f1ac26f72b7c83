import type { Hex } from '@network3/core/hex'
import type { ReceiptsFile, WorkRecord } from '@network3/core/receipts-file'
import { uptimeNonce } from '@network3/core/uptime-nonce'
import { describe, expect, it } from 'vitest'
import { encodeHashChain, hashChainGas, hashChainHashes } from './hash-chain.ts'
import { nodeIdOf, signText } from './node-signature.ts'
import { uptimeText, workReceiptText } from './signed-texts.ts'
import { verifyReceipts } from './verify-receipts.ts'

const key: Hex = `0x${'4b'.repeat(32)}`
const otherKey: Hex = `0x${'4c'.repeat(32)}`
const node = nodeIdOf(key)
const beacon: Hex = `0x${'ab'.repeat(32)}`
const hash: Hex = `0x${'11'.repeat(32)}`
const chainId = 31337
const epoch = 9

function answer(slot: number, before: number, signer = key, of = beacon) {
  const nonce = uptimeNonce({ beacon: of, epoch, slot, before, node })
  return { slot, before, signature: signText(signer, uptimeText({ chainId, node, epoch, slot, nonce })) }
}

type Receipt = WorkRecord['receipt']
const chain = { seed: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), rounds: 3 }

function canary(
  change: Partial<Omit<Receipt, 'signature'>> = {},
  rest: Partial<WorkRecord> = {},
  signer = key,
): WorkRecord {
  const unsigned: Omit<Receipt, 'signature'> = {
    ...{ chainId, node, jobId: `job_${'0'.repeat(32)}`, fence: 1, moduleHash: hash, resultHash: hash },
    ...{ ...hashChainHashes(chain), gas: String(hashChainGas(3)) },
    outcome: 'ok',
    reason: null,
    class: 'D0',
    durationMs: 5,
    ...change,
  }
  const receipt = { ...unsigned, signature: signText(signer, workReceiptText(unsigned)) }
  const input: Hex = `0x${Buffer.from(encodeHashChain(chain)).toString('hex')}`
  return { origin: 'canary', isValid: true, leaseId: null, input, receipt, ...rest }
}

const fileOf = (entry: Partial<ReceiptsFile['nodes'][number]>): ReceiptsFile => ({
  ...{ version: 1, chainId, epoch, beacon: { number: 7, hash: beacon } },
  nodes: [{ node, subnet: hash, answers: [], lateChecks: 0, work: [], ...entry }],
})

const verify = (entry: Partial<ReceiptsFile['nodes'][number]>, options = {}) => {
  const { measures, refused } = verifyReceipts(fileOf(entry), { beacon, ...options })
  return { node: measures.get(node), refused: refused.map(({ what }) => what) }
}

describe('verifyReceipts', () => {
  it('takes the last signature of an epoch for every slot it covers', () => {
    const { node: found, refused } = verify({ answers: [answer(0, 0), answer(23, 0b1011)] })
    expect(found?.slots).toBe((1 << 23) | 0b1011)
    expect(refused).toEqual([])
  })

  it('counts nothing of an answer by another key, of another epoch’s beacon, or with slots added', () => {
    const forged = [
      answer(3, 0b1, otherKey),
      answer(3, 0b1, key, `0x${'ac'.repeat(32)}`),
      { ...answer(3, 0b1), before: 0b111 },
      { ...answer(3, 0b1), slot: 4 },
    ]
    for (const one of forged) {
      const { node: found, refused } = verify({ answers: [one] })
      expect(found?.slots).toBe(0)
      expect(refused).toHaveLength(1)
    }
  })

  it('takes a canary that is signed, cost what it must and is right', () => {
    expect(verify({ work: [canary()] })).toMatchObject({
      node: { work: [{ origin: 'canary' }] },
      refused: [],
    })
  })

  it('refuses work that does not hold, and says why', () => {
    const wrong: [WorkRecord, RegExp][] = [
      [canary({}, {}, otherKey), /not signed/],
      [{ ...canary(), receipt: { ...canary().receipt, gas: '999999999' } }, /not signed/],
      [canary({ gas: '999999999' }), /another cost/],
      [canary({ outputHash: hash }), /wrong answer/],
      [canary({ outcome: 'failed', reason: 'RUNTIME_TRAPPED' }), /failed, but counted/],
      [canary({}, { input: null }), /without its input/],
      [canary({ chainId: 1 }), /another node or chain/],
      [canary({}, { origin: 'rented' }), /without a lease/],
    ]
    for (const [work, why] of wrong) {
      const found = verify({ work: [work] })
      expect(found.node?.work).toEqual([])
      expect(found.refused.join()).toMatch(why)
    }
  })

  it('keeps a wrong answer that is told as wrong, and counts no receipt twice', () => {
    expect(verify({ work: [canary({ outputHash: hash }, { isValid: false })] }).node?.work).toHaveLength(1)
    expect(verify({ work: [canary(), canary()] })).toMatchObject({
      node: { work: [{}] },
      refused: [expect.stringMatching(/twice/)],
    })
  })

  it('works out a sample again when there are many', () => {
    const work = Array.from({ length: 12 }, (_, index) =>
      canary({ jobId: `job_${String(index).padStart(32, '0')}`, outputHash: hash }),
    )
    expect(verify({ work }, { rerunCanaries: 5 }).refused).toHaveLength(5)
  })
})

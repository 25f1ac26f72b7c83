import type { Hex } from '@network3/core/hex'
import type { ReceiptsFile, WorkRecord } from '@network3/core/receipts-file'
import { describe, expect, it } from 'vitest'
import { findFalseWork } from './find-false-work.ts'
import { encodeHashChain, HASH_CHAIN_MODULE, hashChainGas, hashChainHashes } from './hash-chain.ts'
import { nodeIdOf, signText } from './node-signature.ts'
import { workReceiptText } from './signed-texts.ts'

const key: Hex = `0x${'4b'.repeat(32)}`
const node = nodeIdOf(key)
const other: Hex = `0x${'11'.repeat(32)}`
const chain = { seed: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), rounds: 3 }
const input: Hex = `0x${Buffer.from(encodeHashChain(chain)).toString('hex')}`

type Unsigned = Omit<WorkRecord['receipt'], 'signature'>

function recordOf(change: Partial<Unsigned> = {}, rest: Partial<WorkRecord> = {}, signer = key): WorkRecord {
  const unsigned: Unsigned = {
    ...{ chainId: 31337, node, jobId: `job_${'0'.repeat(32)}`, fence: 1, moduleHash: HASH_CHAIN_MODULE },
    ...{ ...hashChainHashes(chain), outputHash: other, resultHash: other, gas: String(hashChainGas(3)) },
    ...{ outcome: 'ok', reason: null, class: 'D0', durationMs: 5 },
    ...change,
  }
  const receipt = { ...unsigned, signature: signText(signer, workReceiptText(unsigned)) }
  return { origin: 'canary', isValid: false, leaseId: null, input, receipt, ...rest }
}

const find = (work: WorkRecord[]) => {
  const file: ReceiptsFile = {
    ...{ version: 1, chainId: 31337, epoch: 9, beacon: { number: 7, hash: other } },
    nodes: [{ node, subnet: null, answers: [], lateChecks: 0, work }],
  }
  return findFalseWork(file)
}

describe('findFalseWork', () => {
  it('finds a signed wrong answer, with what is needed to work out the right one', () => {
    const record = recordOf()
    const [found, ...rest] = find([record])
    expect(rest).toEqual([])
    const rightOutputHash = hashChainHashes(chain).outputHash
    expect(found).toMatchObject({ node, input, rightOutputHash, receipt: record.receipt })
    expect(find([record])[0]?.incident).toBe(found?.incident)
    expect(find([recordOf({ fence: 2 })])[0]?.incident).not.toBe(found?.incident)
  })

  it('counts a wrong answer whether or not a gateway called it valid', () => {
    expect(find([recordOf({}, { isValid: true })])).toHaveLength(1)
  })

  it('proposes nobody who failed, was right, cost otherwise, or did not sign this very run', () => {
    const right = hashChainHashes(chain)
    const innocent = [
      recordOf({ outputHash: right.outputHash }),
      recordOf({ outputHash: right.outputHash, gas: '1' }),
      recordOf({ outcome: 'failed', reason: 'RUNTIME_WALL_TIME' }),
      recordOf({ moduleHash: other }),
      recordOf({ inputHash: other }),
      recordOf({ class: 'D2' }),
      recordOf({ chainId: 1 }),
      recordOf({ node: nodeIdOf(`0x${'4c'.repeat(32)}`) }),
      recordOf({}, {}, `0x${'4c'.repeat(32)}`),
      recordOf({}, { input: null }),
      recordOf({}, { input: '0x00' }),
      recordOf({}, { origin: 'rented', leaseId: '7' }),
    ]
    for (const record of innocent) expect(find([record]), JSON.stringify(record.receipt)).toEqual([])
    const signed = recordOf()
    expect(find([{ ...signed, receipt: { ...signed.receipt, durationMs: 6 } }])).toEqual([])
  })
})

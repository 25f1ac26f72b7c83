import type { Address, Hex } from '@network3/core/hex'
import type { NodeReceipts, ReceiptsFile, WorkRecord } from '@network3/core/receipts-file'
import type { NodeMeasures } from '@network3/core/scoring/contributions-from'
import { uptimeNonce } from '@network3/core/uptime-nonce'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { decodeHashChain, hashChainGas, hashChainHashes } from './hash-chain.ts'
import { recoverSigner } from './node-signature.ts'
import { uptimeText, workReceiptText } from './signed-texts.ts'

/** Something in a receipts file that does not hold; it counts for nothing. */
export type RefusedReceipt = { node: Address; what: string }

export type VerifiedReceipts = { measures: Map<Address, NodeMeasures>; refused: RefusedReceipt[] }

export type ReceiptsCheck = {
  /** Hash of the last block before the epoch, from one's own chain. */
  beacon: Hex
  /** Answers of canaries to work out again, chosen by the file's hash; default 64. */
  rerunCanaries?: number
}

const RERUN_CANARIES = 64

/**
 * Checks every signature of a receipts file, that nonces follow from the beacon, that canaries cost what they must,
 * and works some of their answers out again. Pure: whoever has the file and the chain finds the same. What does not
 * hold is left out and named, so a gateway cannot stop an epoch by one bad line.
 */
export function verifyReceipts(file: ReceiptsFile, check: ReceiptsCheck): VerifiedReceipts {
  const refused: RefusedReceipt[] = []
  const reruns = chooseReruns(file, check.rerunCanaries ?? RERUN_CANARIES)
  const counted = new Set<string>()
  const measures = new Map(
    file.nodes.map((entry): [Address, NodeMeasures] => {
      const refuse = (what: string) => refused.push({ node: entry.node, what })
      const work = entry.work.filter((record) => {
        const key = `${record.receipt.jobId}/${record.receipt.fence}`
        const fault = counted.has(key)
          ? 'occurs twice'
          : faultOf(file, entry.node, record, reruns.has(record.receipt.jobId))
        counted.add(key)
        if (fault !== undefined) refuse(`work ${key}: ${fault}`)
        return fault === undefined
      })
      return [
        entry.node,
        {
          slots: slotsOf(file, entry, check.beacon, refuse),
          subnet: entry.subnet ?? undefined,
          lateChecks: entry.lateChecks,
          work,
        },
      ]
    }),
  )
  return { measures, refused }
}

function slotsOf(
  { chainId, epoch }: ReceiptsFile,
  { node, answers }: NodeReceipts,
  beacon: Hex,
  refuse: (what: string) => void,
): number {
  let slots = 0
  for (const { slot, before, signature } of answers) {
    const nonce = uptimeNonce({ beacon, epoch, slot, before, node })
    if (recoverSigner(uptimeText({ chainId, node, epoch, slot, nonce }), signature) === node) {
      slots |= before | (1 << slot)
    } else refuse(`answer of slot ${slot}: not signed by the node over this epoch’s nonce`)
  }
  return slots
}

function faultOf(
  file: ReceiptsFile,
  node: Address,
  record: WorkRecord,
  isRerun: boolean,
): string | undefined {
  const { receipt, origin, isValid } = record
  if (receipt.node !== node || receipt.chainId !== file.chainId) return 'of another node or chain'
  const { signature, ...signed } = receipt
  if (recoverSigner(workReceiptText(signed), signature) !== node) return 'not signed by the node'
  if ((origin === 'rented') !== (record.leaseId !== null)) return 'rented without a lease, or the reverse'
  if (!isValid) return undefined
  if (receipt.outcome !== 'ok') return 'failed, but counted as valid'
  return origin === 'canary' ? canaryFault(record, isRerun) : undefined
}

function canaryFault({ input, receipt }: WorkRecord, isRerun: boolean): string | undefined {
  const given = input === null ? undefined : decodeHashChain(input)
  if (given === undefined) return 'a canary without its input'
  if (BigInt(receipt.gas) !== hashChainGas(given.rounds)) return 'a canary of another cost'
  if (!isRerun) return undefined
  const right = hashChainHashes(given)
  const isRight = right.inputHash === receipt.inputHash && right.outputHash === receipt.outputHash
  return isRight ? undefined : 'a canary with a wrong answer, counted as valid'
}

/** Nobody can say before the file is made which of its canaries are worked out again. */
function chooseReruns(file: ReceiptsFile, most: number): Set<string> {
  const canaries = file.nodes.flatMap(({ node, work }) =>
    work
      .filter(({ origin, isValid }) => origin === 'canary' && isValid)
      .map(({ receipt }) => ({ node, receipt })),
  )
  if (canaries.length <= most) return new Set(canaries.map(({ receipt }) => receipt.jobId))
  const ranked = canaries.map(({ receipt }) => {
    const text = `${file.beacon.hash}${receipt.signature}`
    return { jobId: receipt.jobId, rank: bytesToHex(keccak_256(utf8ToBytes(text))) }
  })
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1))
  return new Set(ranked.slice(0, most).map(({ jobId }) => jobId))
}

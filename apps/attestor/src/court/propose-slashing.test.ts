import { stakingAbi } from '@network3/chain/abi/staking'
import { checksumAddress } from '@network3/core/address'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Address, Hex } from '@network3/core/hex'
import type { ReceiptsFile, WorkRecord } from '@network3/core/receipts-file'
import { encodeHashChain, HASH_CHAIN_MODULE, hashChainHashes } from '@network3/protocol/node/hash-chain'
import { nodeIdOf, signText } from '@network3/protocol/node/node-signature'
import { workReceiptText } from '@network3/protocol/node/signed-texts'
import { decodeFunctionData } from 'viem'
import { expect, it } from 'vitest'
import { proposeSlashing } from './propose-slashing.ts'

const liar: Hex = `0x${'4b'.repeat(32)}`
const honest: Hex = `0x${'4c'.repeat(32)}`
const operator: Address = `0x${'0a'.repeat(20)}`
const staking: Address = `0x${'5a'.repeat(20)}`
const chain = { seed: new Uint8Array(8), rounds: 2 }
const right = hashChainHashes(chain)

function workOf(key: Hex, outputHash: Hex): WorkRecord {
  const unsigned = {
    ...{ chainId: 31337, node: nodeIdOf(key), jobId: `job_${'0'.repeat(32)}`, fence: 1 },
    ...{ moduleHash: HASH_CHAIN_MODULE, inputHash: right.inputHash, outputHash, resultHash: outputHash },
    ...{ outcome: 'ok' as const, reason: null, gas: '1', class: 'D0' as const, durationMs: 5 },
  }
  const receipt = { ...unsigned, signature: signText(key, workReceiptText(unsigned)) }
  const input: Hex = `0x${Buffer.from(encodeHashChain(chain)).toString('hex')}`
  return { origin: 'canary', isValid: false, leaseId: null, input, receipt }
}

const receipts: ReceiptsFile = {
  ...{ version: 1, chainId: 31337, epoch: 9, beacon: { number: 7, hash: `0x${'ab'.repeat(32)}` } },
  nodes: [
    { key: liar, outputHash: `0x${'66'.repeat(32)}` as const },
    { key: honest, outputHash: right.outputHash },
  ].map(({ key, outputHash }) => ({
    ...{ node: nodeIdOf(key), subnet: null, answers: [], lateChecks: 0, work: [workOf(key, outputHash)] },
  })),
}
const fileWith = (nodes: { node: Address; operator: Address }[]) =>
  ({ epoch: 9, nodes }) as unknown as EpochFile

it('asks the court to slash the operator of a node that signed a wrong answer, once, and nobody else', () => {
  const file = fileWith([liar, honest].map((key) => ({ node: nodeIdOf(key), operator })))
  const [proposal, ...rest] = proposeSlashing(file, receipts, { staking, assetsWei: 5n })
  expect(rest).toEqual([])
  if (proposal === undefined) throw new Error('nothing was proposed')
  expect(proposal).toMatchObject({ epoch: 9, operator, call: { to: staking } })
  expect(proposal.evidence).toMatchObject({ node: nodeIdOf(liar), rightOutputHash: right.outputHash })
  const { functionName, args } = decodeFunctionData({ abi: stakingAbi, data: proposal.call.data })
  expect(functionName).toBe('slash')
  expect(args).toEqual([checksumAddress(operator), 5n, proposal.evidence.incident])
})

it('finds nobody to answer for a node that the epoch does not know', () => {
  expect(proposeSlashing(fileWith([]), receipts, { staking, assetsWei: 5n })).toEqual([])
})

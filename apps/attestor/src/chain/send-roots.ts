import { setTimeout as delay } from 'node:timers/promises'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { ChainReader } from '@network3/chain/chain-reader'
import { AppError } from '@network3/core/app-error'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Address, Hex } from '@network3/core/hex'
import { encodeFunctionData, type LocalAccount } from 'viem'

export type SignedRoot = {
  file: EpochFile
  dataHash: Hex
  /** Ascending by signer, as Rewards.postRoot wants them. */
  signatures: readonly { signer: Address; signature: Hex }[]
}

const RECEIPT_TIMEOUT_MS = 60_000
const GAS = 400_000n

/**
 * Posts roots of consecutive epochs, in order, from an account of its own. Resolves when all are mined; rejects at once
 * when `signal` is, for what was sent may be on no chain any more.
 * @throws AppError TX_REVERTED when one was refused (another attestor may have been first), TX_NOT_MINED (retryable).
 */
export async function sendRoots(
  { client, deployment }: ChainReader,
  account: LocalAccount,
  roots: readonly SignedRoot[],
  signal: AbortSignal,
): Promise<void> {
  const [nonce, fees] = await Promise.all([
    client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
    client.estimateFeesPerGas(),
  ])
  const hashes: Hex[] = []
  for (const [index, { file, dataHash, signatures }] of roots.entries()) {
    const data = encodeFunctionData({
      abi: rewardsAbi,
      functionName: 'postRoot',
      args: [
        ...([BigInt(file.epoch), file.root, BigInt(file.cumulativeTotalWei), dataHash] as const),
        signatures.map(({ signer }) => signer),
        signatures.map(({ signature }) => signature),
      ],
    })
    const serializedTransaction = await account.signTransaction({
      ...{ type: 'eip1559', chainId: deployment.chainId, to: deployment.contracts.rewards, data },
      ...{ nonce: nonce + index, gas: GAS, ...fees },
    })
    hashes.push(await client.sendRawTransaction({ serializedTransaction }))
  }
  for (const hash of hashes) await waitForSuccess(client, hash, signal)
}

async function waitForSuccess(client: ChainReader['client'], hash: Hex, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + RECEIPT_TIMEOUT_MS
  for (;;) {
    const receipt = await client.getTransactionReceipt({ hash }).catch(() => undefined)
    if (receipt?.status === 'success') return
    if (receipt !== undefined) throw new AppError('TX_REVERTED', `The root sent in ${hash} was refused.`)
    if (Date.now() > deadline) {
      throw new AppError('TX_NOT_MINED', `${hash} was not mined within a minute.`, { retryable: true })
    }
    await delay(250, undefined, { signal })
  }
}

import type { Address, Hex } from '@network3/core/hex'
import { type Abi, encodeFunctionData } from 'viem'
import { getAccount, getTransaction, simulateContract, writeContract } from 'wagmi/actions'
import { addTransaction } from '../transactions/transaction-store.ts'
import { getWalletConfig } from '../wallet-config.ts'

/** simulating: the contract is asked whether it would take the call. confirming: the wallet asks its owner. */
export type SendStage = 'simulating' | 'confirming'

export type SendCall = {
  to: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
  /** The act in words, for the toast. */
  title: string
  onStage: (stage: SendStage) => void
}

/**
 * Simulates a call, lets the wallet sign and send it, and hands the transaction to the store that follows it.
 * Throws viem's error when the contract would refuse it or the person declines; nothing is sent then.
 */
export async function sendCall({ to, abi, functionName, args, title, onStage }: SendCall): Promise<Hex> {
  const config = getWalletConfig()
  const chainId = config.chains[0].id
  const { address: from } = getAccount(config)
  onStage('simulating')
  const { request } = await simulateContract(config, { address: to, abi, functionName, args, chainId })
  onStage('confirming')
  const hash = await writeContract(config, request)
  // Some nodes do not know a transaction at once; then a replacement of it cannot be recognised, nothing else.
  const nonce = await getTransaction(config, { hash, chainId }).then(
    (transaction) => transaction.nonce,
    () => undefined,
  )
  addTransaction(window.localStorage, {
    id: hash,
    hash,
    chainId,
    from: from ?? to,
    nonce,
    to,
    data: encodeFunctionData({ abi, functionName, args }),
    title,
    submittedAtMs: Date.now(),
    phase: { status: 'submitted' },
  })
  return hash
}

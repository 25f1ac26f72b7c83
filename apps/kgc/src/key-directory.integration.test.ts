import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { localRichAccount } from '@network3/chain/local-economy'
import { isAppError } from '@network3/core/app-error'
import { encodeHex } from '@network3/protocol/hex-bytes'
import { createActor, defineTestChain } from '@network3/testing/actors'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { waitUntil } from '@network3/testing/wait-until'
import { createTestClient, createWalletClient, type Hex, http, publicActions, toBytes, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completeKey } from './testing/complete-key.ts'
import { type KgcCluster, startKgcCluster } from './testing/kgc-cluster.ts'
import { readShare } from './testing/read-share.ts'
import { requestKey } from './testing/request-key.ts'

let anvil: AnvilServer
let kgc: KgcCluster
let keyDirectory: Hex
beforeAll(async () => {
  anvil = await startAnvil()
  const { contracts } = await deployTestContracts(anvil.rpcUrl)
  keyDirectory = contracts.keyDirectory
  kgc = await startKgcCluster(4, {
    ...{ RPC_URL: anvil.rpcUrl, KEY_DIRECTORY_ADDRESS: keyDirectory },
    ...{ KGC_CHAIN_POLL_SECONDS: '0.5', KGC_CHAIN_TIMEOUT_SECONDS: '2' },
  })
})
afterAll(async () => {
  await kgc?.stop()
  await anvil?.stop()
})

const walletOf = (account: ReturnType<typeof localRichAccount>) =>
  createWalletClient({
    ...{ account, chain: defineTestChain(anvil.rpcUrl), transport: http(anvil.rpcUrl) },
  }).extend(publicActions)

async function announce(masterPublicKey: Uint8Array): Promise<void> {
  const members = Object.values(readShare(kgc.node(1)).issuer.verifyingShares).map((share) => toHex(share))
  const admin = walletOf(localRichAccount('deployer'))
  const hash = await admin.writeContract({
    ...{ address: keyDirectory, abi: keyDirectoryAbi, functionName: 'announceGeneration' },
    args: [toHex(masterPublicKey), 3, members],
  })
  await admin.waitForTransactionReceipt({ hash })
}
/** 'issued', or the reason most nodes gave. */
async function outcomeOf(request: Awaited<ReturnType<typeof requestKey>>): Promise<string> {
  try {
    completeKey(request, await kgc.client().issue(request))
    return 'issued'
  } catch (error) {
    if (!isAppError(error)) throw error
    const cause = error.cause as { code: string; faults: { code: string }[] }
    return cause.code === 'TOO_FEW_NODES' ? (cause.faults[0]?.code ?? '') : cause.code
  }
}
const becomes = (reason: string, request: Awaited<ReturnType<typeof requestKey>>) =>
  waitUntil(`the answer is ${reason}`, async () => (await outcomeOf(request)) === reason, 40_000)

describe('a KGC tied to KeyDirectory', () => {
  test('issues nothing before its key is announced, and then does', async () => {
    const request = await requestKey(kgc.masterPublicKey)
    await becomes('GENERATION_NOT_ANNOUNCED', request)
    await announce(kgc.masterPublicKey)
    await becomes('issued', request)
  })

  test('issues to an account that is a contract when the contract says so (ERC-1271)', async () => {
    const test = createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) })
    const account = privateKeyToAccount(generatePrivateKey())
    const signer = privateKeyToAccount(generatePrivateKey())
    const request = await requestKey(kgc.masterPublicKey, { account, signer })
    expect(await outcomeOf(request)).toBe('GRANT_INVALID')
    // Says yes to everything: push4 0x1626ba7e, shift left 224, return 32 bytes.
    await test.setCode({ address: account.address, bytecode: '0x631626ba7e60e01b60005260206000f3' })
    expect(await outcomeOf(request)).toBe('issued')
  })

  test('issues no key its owner has revoked', async () => {
    const wallet = createActor(anvil.rpcUrl, 6)
    const account = wallet.account as unknown as ReturnType<typeof privateKeyToAccount>
    const request = await requestKey(kgc.masterPublicKey, { account })
    expect(await outcomeOf(request)).toBe('issued')
    const hash = await wallet.writeContract({
      ...{ address: keyDirectory, abi: keyDirectoryAbi, functionName: 'revoke' },
      args: [1, toHex(toBytes(request.name)), encodeHex(request.userSecret.userPoint) as Hex],
    })
    await wallet.waitForTransactionReceipt({ hash })
    await becomes('KEY_REVOKED', request)
  })

  test('issues nothing while the chain is away, and goes on when it is back', async () => {
    const request = await requestKey(kgc.masterPublicKey)
    process.kill(anvil.pid, 'SIGSTOP')
    expect(await outcomeOf(request).finally(() => process.kill(anvil.pid, 'SIGCONT'))).toBe(
      'CHAIN_UNREACHABLE',
    )
    await becomes('issued', request)
  })

  test('issues nothing after it was stopped', async () => {
    const guardian = walletOf(localRichAccount('guardian'))
    const hash = await guardian.writeContract({
      ...{ address: keyDirectory, abi: keyDirectoryAbi, functionName: 'stop', args: [1] },
    })
    await guardian.waitForTransactionReceipt({ hash })
    const request = await requestKey(kgc.masterPublicKey)
    await becomes('GENERATION_ENDED', request)
    await waitUntil('node 1 is not ready', async () => {
      const ready = await fetch(`${kgc.node(1).healthUrl}/readyz`)
      return ready.status === 503 && (await ready.text()).includes('GENERATION_ENDED')
    })
  })
})

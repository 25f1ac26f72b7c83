import { writeFileSync } from 'node:fs'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import type { Deployment } from '@network3/chain/deployment'
import { LOCAL_CHAIN_ID, localRichAccount } from '@network3/chain/local-economy'
import { registrationTypedData } from '@network3/chain/typed-data'
import { bitsOfCapabilities } from '@network3/core/capabilities'
import { countryToBytes2 } from '@network3/core/countries'
import type { Hex } from '@network3/core/hex'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { programEnv } from '@network3/testing/program-env'
import { encodeAbiParameters, encodeFunctionData, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { sendCalls } from '../wallet/send-calls.ts'
import { launchProgram } from './spawn-program.ts'

/** Owns the nodes, and has staked enough to offer them. */
export const operator = localRichAccount('demo')

export type TestChain = { rpcUrl: string; deployment: Deployment; stop(): Promise<void> }

/** A chain of its own with the contracts, where `operator` has staked and registered these nodes for compute. */
export async function startChain(nodeKeys: readonly Hex[]): Promise<TestChain> {
  const anvil = await startAnvil()
  const { rpcUrl } = anvil
  const deployment = await deployTestContracts(rpcUrl)
  const network = { chainId: LOCAL_CHAIN_ID, rpcUrl }
  const { n3Token, staking, nodeRegistry } = deployment.contracts
  const stakeWei = parseEther('200')
  const token = (functionName: 'transfer' | 'transferAndCall', args: readonly unknown[]) => ({
    to: n3Token,
    data: encodeFunctionData({ abi: n3TokenAbi, functionName, args } as never),
  })
  await sendCalls(network, localRichAccount('treasury'), [token('transfer', [operator.address, stakeWei])])
  const forSelf = encodeAbiParameters([{ type: 'address' }], [operator.address])
  const deadline = BigInt(Math.floor(Date.now() / 1000) + 3_600)
  const registrations = await Promise.all(
    nodeKeys.map(async (privateKey) => {
      const node = privateKeyToAccount(privateKey)
      const terms = {
        ...{ operator: operator.address, node: node.address, capabilities: bitsOfCapabilities(['compute']) },
        ...{ country: countryToBytes2('DE'), specHash: `0x${'5e'.repeat(32)}` as const, nonce: 0n, deadline },
      }
      const data = registrationTypedData(LOCAL_CHAIN_ID, nodeRegistry, terms)
      const signature = await node.signTypedData(data)
      const { capabilities, country, specHash } = terms
      const args = [node.address, capabilities, country, specHash, deadline, signature] as const
      return {
        to: nodeRegistry,
        data: encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args }),
      }
    }),
  )
  await sendCalls(network, operator, [
    token('transferAndCall', [staking, stakeWei, forSelf]),
    ...registrations,
  ])
  return { rpcUrl, deployment, stop: anvil.stop }
}

/** The indexer, as it is started anywhere. Resolves when it follows the head. */
export function startIndexer(
  { rpcUrl, deployment }: TestChain,
  { databaseUrl, folder }: { databaseUrl: string; folder: string },
) {
  const file = `${folder}/deployment.json`
  writeFileSync(file, JSON.stringify(deployment))
  return launchProgram({
    ...{ file: 'apps/indexer/src/main.ts', args: [] },
    env: programEnv({
      ...{ DATABASE_URL: databaseUrl, RPC_URL: rpcUrl, DEPLOYMENT_FILE: file },
      ...{
        CHAIN_ID: String(LOCAL_CHAIN_ID),
        INDEXER_PORT: '0',
        PROVE_BACKFILL: '0',
        AUDIT_EVERY_SECONDS: '0',
      },
    }),
    urlIn: (log) => (log.includes('health server was started') ? rpcUrl : undefined),
  })
}

import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import type { Deployment } from '@network3/chain/deployment'
import type { Hex } from '@network3/core/hex'
import { type Check, compareFacts, compareSums } from '@network3/db/queries/audit/compare-facts'
import type { Facts } from '@network3/db/queries/audit/facts'
import { concatHex, keccak256, type PublicClient, zeroHash } from 'viem'
import type { ChainLog } from './chain-log.ts'

/** The key directory's tables. */
export type DatabaseKeys = { generations: Facts; revocations: Facts; roots: Facts }

export type ContractKeys = DatabaseKeys & { generationCount: number; activeGeneration: number }

/** IKeyDirectory.GenerationStatus and StopReason. */
const statuses = ['none', 'active', 'superseded', 'stopped']
const stopReasons = ['', 'fraud-proven', 'guardian']

/** The key directory as its contract's own views give it at one block; of each thing that the logs mention. */
export async function readKeysAt(
  client: PublicClient,
  { contracts }: Deployment,
  blockNumber: bigint,
  logs: readonly ChainLog[],
): Promise<ContractKeys> {
  const directory = { address: contracts.keyDirectory, abi: keyDirectoryAbi, blockNumber } as const
  const keys: DatabaseKeys = { generations: new Map(), revocations: new Map(), roots: new Map() }
  const proofs = new Map<number, Hex>()
  for (const { event } of logs) {
    if (event?.contract !== 'key-directory') continue
    switch (event.name) {
      case 'GenerationAnnounced': {
        const { generation: number, members } = event.args
        const { membersHash, ...generation } = await client.readContract({
          ...{ ...directory, functionName: 'generationOf', args: [number] },
        })
        const shares = concatHex(members)
        keys.generations.set(String(number), {
          ...textOf(generation),
          members: keccak256(shares) === membersHash ? shares : `not those of ${membersHash}`,
          status: statuses[generation.status] ?? '',
          stopReason: stopReasons[generation.stopReason] ?? '',
        })
        break
      }
      case 'GenerationStopped':
        if (event.args.proofHash !== zeroHash) proofs.set(event.args.generation, event.args.proofHash)
        break
      case 'KeyRevoked': {
        const { generation, nameHash, userPoint, revokedBy } = event.args
        const args = [generation, nameHash, userPoint] as const
        const epoch = await client.readContract({ ...directory, functionName: 'revokedFrom', args })
        keys.revocations.set(`${generation}/${nameHash}/${userPoint}`, { epoch: String(epoch), revokedBy })
        break
      }
      case 'DirectoryRootPosted': {
        const { generation, epoch } = event.args
        const args = [generation, epoch] as const
        const posted = await client.readContract({ ...directory, functionName: 'directoryRootOf', args })
        keys.roots.set(`${generation}/${epoch}`, textOf(posted))
      }
    }
  }
  for (const [number, generation] of keys.generations) generation.proofHash = proofs.get(Number(number)) ?? ''
  const [generationCount, activeGeneration] = await Promise.all([
    client.readContract({ ...directory, functionName: 'generationCount' }),
    client.readContract({ ...directory, functionName: 'activeGeneration' }),
  ])
  return { ...keys, generationCount, activeGeneration }
}

/** The key directory against its contract. Empty on a chain where nothing was ever announced, on both sides. */
export function checkKeys(chain: ContractKeys, database: DatabaseKeys): Check[] {
  const active = [...database.generations].find(([, { status }]) => status === 'active')
  return [
    compareFacts('key generations', chain.generations, database.generations),
    compareFacts('keys revoked', chain.revocations, database.revocations),
    compareFacts('roots of the key directory', chain.roots, database.roots),
    compareSums('number of key generations', {
      'the contract': BigInt(chain.generationCount),
      'the database': BigInt(database.generations.size),
    }),
    compareSums('active key generation', {
      'the contract': BigInt(chain.activeGeneration),
      'the database': BigInt(active?.[0] ?? 0),
    }),
  ]
}

function textOf(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

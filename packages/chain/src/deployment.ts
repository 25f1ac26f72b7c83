import { getAddress, isAddress } from 'viem'
import { z } from 'zod'

const address = z
  .string()
  .refine((value) => isAddress(value, { strict: false }), 'not an address')
  .transform((value) => getAddress(value))

const blockHash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, 'not a 32-byte hash')
  .transform((value): `0x${string}` => `0x${value.slice(2)}`)

/** The names under which a record lists the contracts. */
export const contractNames = [
  'accessManager',
  'n3Token',
  'nodeRegistry',
  'staking',
  'rewards',
  'edgeDevice',
  'deviceSale',
  'leaseMarket',
  'keyDirectory',
] as const
export type ContractName = (typeof contractNames)[number]

/**
 * Where the contracts of one chain live. Plain JSON: it goes from the deploy script to disk, to the indexer and,
 * through the web server, to the browser. Addresses come out checksummed.
 */
export const deploymentSchema = z.strictObject({
  chainId: z.int().positive(),
  /** Block of the first contract: no event of ours is older. */
  deploymentBlock: z.int().nonnegative(),
  /** Hash of block 0: tells a chain that was started afresh under the same id. */
  genesisHash: blockHash,
  contracts: z.strictObject({
    accessManager: address,
    n3Token: address,
    nodeRegistry: address,
    staking: address,
    rewards: address,
    edgeDevice: address,
    deviceSale: address,
    leaseMarket: address,
    keyDirectory: address,
  }),
  profile: z.enum(['local', 'production']),
})

export type Deployment = z.infer<typeof deploymentSchema>
export type DeploymentProfile = Deployment['profile']

import { readFile } from 'node:fs/promises'
import type { ContractName } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import type { Abi, Hex } from 'viem'
import { z } from 'zod'

/** The contracts that are deployed, by the name of their record entry. */
export const artifactNames = {
  accessManager: 'AccessManager',
  n3Token: 'N3Token',
  nodeRegistry: 'NodeRegistry',
  staking: 'Staking',
  rewards: 'Rewards',
  edgeDevice: 'EdgeDevice',
  deviceSale: 'DeviceSale',
  leaseMarket: 'LeaseMarket',
  keyDirectory: 'KeyDirectory',
} as const satisfies Record<ContractName, string>

const artifactSchema = z.object({
  abi: z.array(z.record(z.string(), z.unknown())),
  bytecode: z.object({ object: z.string().regex(/^0x[0-9a-f]+$/, 'unlinked or empty bytecode') }),
})

export type Artifact = { abi: Abi; bytecode: Hex }

/** What forge built for a contract. Throws INTERNAL when `forge build` has not run. */
export async function readArtifact(name: string): Promise<Artifact> {
  const url = new URL(`../out/${name}.sol/${name}.json`, import.meta.url)
  const text = await readFile(url, 'utf8').catch((cause: unknown) => {
    throw new AppError('INTERNAL', `${name} is not built. Run: npm run build -w @network3/contracts.`, {
      cause,
    })
  })
  const artifact = artifactSchema.parse(JSON.parse(text))
  return { abi: artifact.abi as unknown as Abi, bytecode: artifact.bytecode.object as Hex }
}

import { readFile } from 'node:fs/promises'
import type { DeploymentProfile } from '@network3/chain/deployment'
import { z } from 'zod'

const wei = z
  .string()
  .regex(/^[0-9]+$/, 'not a whole number of wei')
  .transform((digits) => BigInt(digits))
const seconds = z.int().nonnegative()
const bps = z.int().min(0).max(10_000)

const parametersSchema = z.strictObject({
  token: z.strictObject({ genesisAllocationWei: wei }),
  staking: z.strictObject({
    thawPeriodSeconds: seconds,
    evidenceWindowSeconds: seconds,
    courtDelaySeconds: seconds,
    streamPeriodSeconds: seconds,
    commissionDelaySeconds: seconds,
    maxCommissionBps: bps,
    maxSlashBps: bps,
    minimumStakeWei: wei,
    minimumSelfStakeWei: wei,
  }),
  rewards: z.strictObject({
    epochLengthSeconds: seconds,
    challengeDelaySeconds: seconds,
    halvingEpochs: z.int().positive(),
    attestorQuorum: z.int().positive(),
  }),
  leaseMarket: z.strictObject({
    thawPeriodSeconds: seconds,
    gracePeriodSeconds: seconds,
    contestWindowSeconds: seconds,
    rulingPeriodSeconds: seconds,
    feeBps: bps,
  }),
  access: z.strictObject({ adminDelaySeconds: seconds }),
})

export type DeployParameters = z.infer<typeof parametersSchema>

/** The one file that holds every number of a network, script/params/<profile>.json. */
export async function readDeployParameters(profile: DeploymentProfile): Promise<DeployParameters> {
  const text = await readFile(new URL(`./params/${profile}.json`, import.meta.url), 'utf8')
  return parametersSchema.parse(JSON.parse(text))
}

import { encodeReason } from '../../encode/reason.ts'
import { FAUCET_ETH_WEI, FAUCET_N3_WEI } from '../../faucet/create-faucet.ts'
import { FAUCET_COOLDOWN_SECONDS } from '../../faucet/create-faucet-limits.ts'
import { publicProcedure } from '../../trpc.ts'
import { getFaucetInput, getFaucetOutput } from './get-faucet.schema.ts'

export const getFaucet = publicProcedure
  .meta({
    summary: 'Whether this chain has a faucet, and what it gives.',
    rest: { method: 'GET', path: '/faucet' },
  })
  .input(getFaucetInput)
  .output(getFaucetOutput)
  .query(({ ctx }) => ({
    isEnabled: ctx.faucet !== undefined,
    reason: ctx.faucet === undefined ? encodeReason('FAUCET_DISABLED') : null,
    address: ctx.faucet?.address ?? null,
    ethWei: String(FAUCET_ETH_WEI),
    n3Wei: String(FAUCET_N3_WEI),
    cooldownSeconds: FAUCET_COOLDOWN_SECONDS,
  }))

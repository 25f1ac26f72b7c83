import { activityRouter } from './routers/activity/router.ts'
import { apiKeysRouter } from './routers/api-keys/router.ts'
import { directoryRouter } from './routers/directory/router.ts'
import { epochsRouter } from './routers/epochs/router.ts'
import { faucetRouter } from './routers/faucet/router.ts'
import { jobsRouter } from './routers/jobs/router.ts'
import { keysRouter } from './routers/keys/router.ts'
import { leasesRouter } from './routers/leases/router.ts'
import { networkRouter } from './routers/network/router.ts'
import { nodesRouter } from './routers/nodes/router.ts'
import { offersRouter } from './routers/offers/router.ts'
import { operatorsRouter } from './routers/operators/router.ts'
import { pairingRouter } from './routers/pairing/router.ts'
import { rewardsRouter } from './routers/rewards/router.ts'
import { sessionRouter } from './routers/session/router.ts'
import { stakingRouter } from './routers/staking/router.ts'
import { statusRouter } from './routers/status/router.ts'
import { storeRouter } from './routers/store/router.ts'
import { usageRouter } from './routers/usage/router.ts'
import { webhooksRouter } from './routers/webhooks/router.ts'
import { createRouter } from './trpc.ts'

/** The whole API. Server components call appRouter.createCaller(context); browsers go through /api/trpc. */
export const appRouter = createRouter({
  network: networkRouter,
  operators: operatorsRouter,
  nodes: nodesRouter,
  staking: stakingRouter,
  rewards: rewardsRouter,
  epochs: epochsRouter,
  offers: offersRouter,
  leases: leasesRouter,
  jobs: jobsRouter,
  keys: keysRouter,
  directory: directoryRouter,
  pairing: pairingRouter,
  activity: activityRouter,
  faucet: faucetRouter,
  store: storeRouter,
  status: statusRouter,
  session: sessionRouter,
  apiKeys: apiKeysRouter,
  usage: usageRouter,
  webhooks: webhooksRouter,
})

export type AppRouter = typeof appRouter

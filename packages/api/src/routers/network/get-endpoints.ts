import { getGeneration } from '@network3/db/queries/key/get-generation'
import { encodeAddress } from '../../encode/address.ts'
import { publicProcedure } from '../../trpc.ts'
import { getEndpointsInput, getEndpointsOutput } from './get-endpoints.schema.ts'

export const getEndpoints = publicProcedure
  .meta({
    summary: 'Where agents and developers find gateways, keys, the chain and its contracts.',
    rest: { method: 'GET', path: '/network/endpoints' },
  })
  .input(getEndpointsInput)
  .output(getEndpointsOutput)
  .query(async ({ ctx }) => {
    const { deployment, endpoints } = ctx
    const [generation, { clock }] = await Promise.all([getGeneration(ctx.pool, undefined), ctx.parameters()])
    const contracts = Object.entries(deployment.contracts)
    return {
      chainId: deployment.chainId,
      rpcUrl: endpoints.rpcUrl ?? null,
      contracts: Object.fromEntries(contracts.map(([name, address]) => [name, encodeAddress(address)])),
      gatewayUrls: [...endpoints.gatewayUrls],
      kgc:
        generation?.status === 'active'
          ? {
              generation: generation.number,
              masterPublicKey: generation.masterPublicKey,
              urls: [...endpoints.kgcUrls],
            }
          : null,
      epochs: {
        genesisAt: new Date(Number(clock.genesisAt) * 1000).toISOString(),
        lengthSeconds: Number(clock.epochLength),
      },
      now: new Date(ctx.clock.now()).toISOString(),
    }
  })

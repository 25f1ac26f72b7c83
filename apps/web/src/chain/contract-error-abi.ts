import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'

/** Every error our contracts can answer with: a call to one may fail in another, as transferAndCall does in Staking. */
export const contractErrorAbi = [
  ...n3TokenAbi,
  ...stakingAbi,
  ...rewardsAbi,
  ...deviceSaleAbi,
  ...edgeDeviceAbi,
  ...nodeRegistryAbi,
  ...leaseMarketAbi,
].filter((item) => item.type === 'error')

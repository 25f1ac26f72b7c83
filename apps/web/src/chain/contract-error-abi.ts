import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'

/** Every error our contracts can answer with: a call to one may fail in another, as transferAndCall does in Staking. */
export const contractErrorAbi = [...n3TokenAbi, ...stakingAbi, ...rewardsAbi].filter(
  (item) => item.type === 'error',
)

import { parseEther } from 'viem'
import { actInStore } from './act-in-store.ts'
import { actOnKeys, actOnMarket } from './act-on-market.ts'
import type { Random } from './random.ts'
import type { TestChain } from './test-chain.ts'

/** Something a user might do, through the contracts' own doors. What a contract refuses is left at that. */
export async function actOnChain(chain: TestChain, random: Random): Promise<void> {
  const [operator, other] = [chain.actor(random.below(2)), chain.actor(random.below(4))]
  try {
    switch (random.below(13)) {
      case 0:
        return void (await chain.transfer(other, operator, random.amount(parseEther('5'))))
      case 1:
        return void (await chain.setCommission(operator, random.below(5_000)))
      case 2:
        return void (await chain.registerNode(operator, random.below(1_000_000)))
      case 6:
      case 7:
      case 8:
        return void (await actInStore(chain, random))
      case 9:
      case 10:
      case 11:
        return void (await actOnMarket(chain, random))
      case 12:
        return void (await actOnKeys(chain, random))
      case 3:
        return void (await chain.requestUnstake(other, operator, random.amount(parseEther('1'))))
      default:
        return void (await chain.stake(other, operator, parseEther('1') + random.amount(parseEther('3'))))
    }
  } catch (error) {
    if (!(error instanceof Error) || !/revert|InsufficientShares|BelowMinimum|TooMany/i.test(error.message))
      throw error
  }
}

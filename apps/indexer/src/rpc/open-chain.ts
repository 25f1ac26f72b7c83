import type { ChainSource } from './chain-source.ts'
import type { Disagreement } from './disagreement.ts'
import type { Provider } from './provider.ts'
import type { ProviderWatch } from './provider-watch.ts'
import { createQuorumSource } from './quorum-source.ts'

/**
 * The chain by one provider, whose every block is proven by its receipts, or by two and more, of which two must agree.
 * What they show on the way is told to the watch.
 */
export function openChain(
  providers: readonly Provider[],
  {
    provesRanges,
    watch,
    onDisagreement,
  }: {
    provesRanges: boolean
    watch: ProviderWatch
    onDisagreement: (disagreement: Disagreement) => void
  },
): ChainSource {
  const [only, ...others] = providers
  if (only === undefined) throw new Error('There is no provider.')
  if (others.length === 0) {
    const heads = async () => {
      const answer = await only.source.heads()
      watch.heard(only.name, answer.latest.number)
      return answer
    }
    return { ...only.source, heads }
  }
  return createQuorumSource({
    ...{ providers, provesRanges },
    onHead: watch.heard,
    onDisagreement: (disagreement) => {
      watch.disagreed(disagreement)
      onDisagreement(disagreement)
    },
  })
}

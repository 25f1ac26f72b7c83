import { isAppError } from '@network3/core/app-error'
import type { RangeLogs } from './chain-source.ts'
import { type Disagreement, disagreementError } from './disagreement.ts'
import type { VerificationMode } from './fetch-block-logs.ts'
import type { Provider } from './provider.ts'
import type { ProviderOrder } from './provider-order.ts'

/**
 * Proves a range that one provider gave by the headers and receipts of another. When one bears it out, those that did
 * not are the ones that differ; when none does, it is the one it came from, which is then asked last.
 */
export async function proveByAnother(
  range: RangeLogs,
  order: ProviderOrder,
  onDisagreement: (disagreement: Disagreement) => void,
): Promise<ReadonlyMap<VerificationMode, number>> {
  const all = order.list(range.last.number)
  const giver = all.find(({ name }) => name === range.provider)
  const refused: { provider: Provider; error: Error }[] = []
  let silence: unknown
  const tell = (error: Error, providers: (Provider | undefined)[]): Disagreement => {
    const { number: blockNumber, hash: blockHash } = range.last
    const names = providers.flatMap((provider) => provider?.name ?? [])
    const disagreement: Disagreement = {
      ...{ kind: 'range', blockNumber, blockHash, providers: names, detail: error.message },
    }
    onDisagreement(disagreement)
    return disagreement
  }
  for (const provider of all.filter((each) => each !== giver)) {
    try {
      const modes = await provider.source.proveRange(range)
      for (const { provider: liar, error } of refused) {
        order.demote(liar)
        tell(error, [liar])
      }
      return modes
    } catch (error) {
      if (isAppError(error, 'RPC_ANSWER_INVALID')) refused.push({ provider, error })
      else silence = error
    }
  }
  const [first] = refused
  if (first === undefined) throw silence
  if (giver !== undefined) order.demote(giver)
  throw disagreementError(tell(first.error, [giver, ...refused.map(({ provider }) => provider)]))
}

import type { Hex } from '@network3/core/hex'
import { type Clock, systemClock } from '@network3/service/clock'
import { type Agreement, agree, QUORUM, type Vote } from './agree.ts'
import type { ChainHeads, ChainSource, RangeLogs, UnreadRange, Witness } from './chain-source.ts'
import { type Disagreement, type DisagreementKind, disagreementError } from './disagreement.ts'
import { areSameLogs } from './fetch-block-logs.ts'
import { proveByAnother } from './prove-by-another.ts'
import type { Provider } from './provider.ts'
import { createProviderOrder } from './provider-order.ts'
import { readHeadsOfAll } from './read-heads.ts'
import type { RpcHeader } from './rpc-header.ts'
import { areSameHeader, commonHeaders } from './same-header.ts'

export type QuorumOptions = {
  /** Two or more. */
  providers: readonly Provider[]
  provesRanges: boolean
  /** Told of every disagreement, also where two others agreed. */
  onDisagreement(disagreement: Disagreement): void
  onHead?(provider: string, head: bigint): void
  clock?: Clock
}

/**
 * The chain as two providers agree on it. Near the head every header and every block's logs are asked of two, by the
 * block's hash; the head is the newest block that two have come to. Logs of final ranges come from one and are proven
 * against the headers and receipts of another. Who differs from two that agree is asked last for a minute.
 * Throws PROVIDERS_DISAGREE (retryable) where no two agree, RPC_UNREACHABLE where fewer than two answer.
 */
export function createQuorumSource({
  providers,
  provesRanges,
  onDisagreement,
  onHead,
  clock = systemClock,
}: QuorumOptions): ChainSource {
  const order = createProviderOrder(providers, clock)

  /** Of the agreed, the value; who differs is named. Throws where there is none. */
  const settle = <T>(
    outcome: Agreement<T> | { votes: Vote<T>[] },
    about: { kind: DisagreementKind; blockNumber: bigint; blockHash?: Hex },
    say: (value: T) => string,
  ): Agreement<T> => {
    const isAgreed = 'value' in outcome
    const differing = isAgreed ? outcome.outliers : outcome.votes
    if (differing.length > 0) {
      const disagreement: Disagreement = {
        ...{ kind: about.kind, blockNumber: about.blockNumber, blockHash: about.blockHash },
        providers: differing.map(({ provider }) => provider.name),
        detail: differing.map(({ provider, value }) => `${provider.name} says ${say(value)}`).join(', '),
      }
      if (isAgreed) {
        disagreement.detail += `, two others ${say(outcome.value)}`
        for (const { provider } of differing) order.demote(provider)
      }
      onDisagreement(disagreement)
      if (!isAgreed) throw disagreementError(disagreement)
    }
    return outcome as Agreement<T>
  }

  const constant = async <T extends number | bigint>(ask: (provider: Provider) => Promise<T>): Promise<T> => {
    const common = (left: T, right: T) => (left === right ? left : undefined)
    const outcome = await agree({ providers: order.list(), ask, common })
    return settle(outcome, { kind: 'constant', blockNumber: 0n }, String).value
  }

  const headers: ChainSource['headers'] = async (numbers) => {
    const outcome = await agree<(RpcHeader | undefined)[]>({
      providers: order.list(numbers.toSorted(byNumber).at(-1)),
      ask: (provider) => provider.source.headers(numbers),
      common: commonHeaders,
    })
    const votes = 'votes' in outcome ? outcome.votes.map(({ value }) => value) : []
    const at = numbers.findIndex((_, index) =>
      votes.some((vote) => {
        const [other, own] = [votes[0]?.[index], vote[index]]
        return other !== undefined && own !== undefined && !areSameHeader(other, own)
      }),
    )
    const blockNumber = numbers[Math.max(0, at)] ?? 0n
    const say = (value: (RpcHeader | undefined)[]) => value[Math.max(0, at)]?.hash ?? 'nothing'
    return settle(outcome, { kind: 'header', blockNumber }, say).value
  }

  return {
    chainId: () => constant((provider) => provider.source.chainId()),
    readUint: (contract, selector) => constant((provider) => provider.source.readUint(contract, selector)),
    calls: async (calls, blockHash) => {
      const outcome = await agree<Hex[]>({
        providers: order.list(),
        ask: (provider) => provider.source.calls(calls, blockHash),
        common: (left, right) => (left.join() === right.join() ? left : undefined),
      })
      return settle(outcome, { kind: 'constant', blockNumber: 0n, blockHash }, (value) => value.join()).value
    },
    headers,
    heads: async (): Promise<ChainHeads> => {
      const heads = await readHeadsOfAll(providers, QUORUM)
      for (const { provider, value } of heads) {
        order.heard(provider, value.latest.number)
        onHead?.(provider.name, value.latest.number)
      }
      const nth = (numbers: bigint[]) => numbers.sort(byNumber).at(-QUORUM) ?? 0n
      const number = nth(heads.map(({ value }) => value.latest.number))
      // Of those that came so far the preferred one gives the header; whether another has it too shows in its logs.
      const names = order.list().map(({ name }) => name)
      const at = heads.filter(({ value }) => value.latest.number === number)
      at.sort((left, right) => names.indexOf(left.provider.name) - names.indexOf(right.provider.name))
      const latest = at[0]?.value.latest ?? heads[0]?.value.latest
      if (latest === undefined) throw new Error('Two heads were there a moment ago.')
      return {
        latest,
        safe: nth(heads.map(({ value }) => value.safe)),
        finalized: nth(heads.map(({ value }) => value.finalized)),
      }
    },
    blockLogs: async (header) => {
      const outcome = await agree<Witness>({
        providers: order.list(header.number),
        ask: async (provider) => {
          const witness = await provider.source.witness(header.hash)
          if (witness !== undefined) return witness
          throw order.lacksBlock(provider, header)
        },
        common: (left, right) =>
          areSameHeader(left.header, right.header) && areSameLogs(left.logs, right.logs) ? left : undefined,
      })
      const about = { kind: 'logs', blockNumber: header.number, blockHash: header.hash } as const
      const { value, provider } = settle(outcome, about, ({ logs }) => `${logs.length} logs`)
      if (!areSameHeader(value.header, header)) throw order.changedHeader(header)
      const mode = await provider.source.proveLogs(value)
      return { logs: value.logs, verified: mode === 'bloom' ? 'providers' : mode }
    },
    rangeLogs: async (from, to): Promise<UnreadRange> => {
      let failure: unknown
      for (const provider of order.list(to)) {
        try {
          const range = await provider.source.rangeLogs(from, to)
          const read = (): RangeLogs => ({ ...range.read(), provider: provider.name })
          return { sizeBytes: range.sizeBytes, read }
        } catch (error) {
          failure = error
        }
      }
      throw failure
    },
    provesRanges,
    proveRange: (range) =>
      provesRanges ? proveByAnother(range, order, onDisagreement) : Promise.resolve(new Map()),
  }
}

const byNumber = (left: bigint, right: bigint) => Number(left - right)

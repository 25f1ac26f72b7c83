import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address } from '@network3/core/hex'
import type { Facts } from '@network3/db/queries/audit/facts'
import type { ChainLog } from './chain-log.ts'

/** What the logs mention, so that the contracts can be asked about all of it, and the sums only logs can give. */
export type LogFacts = {
  events: Facts
  operators: Set<Address>
  nodes: Set<Address>
  accounts: Set<Address>
  epochs: Set<bigint>
  /** `operator/staker` → lifetime sums. */
  positions: Map<string, { staked: bigint; taken: bigint }>
  requests: Map<bigint, { assets: bigint; settled: bigint | undefined }>
  paid: bigint
}

/** Folds every log once, in the order of the chain. */
export function foldLogs(logs: readonly ChainLog[]): LogFacts {
  const facts: LogFacts = {
    events: new Map(logs.map(({ key, contract, digest }) => [key, { contract, digest }])),
    operators: new Set(),
    nodes: new Set(),
    accounts: new Set(),
    epochs: new Set(),
    positions: new Map(),
    requests: new Map(),
    paid: 0n,
  }
  for (const { event } of logs) if (event !== undefined) foldEvent(facts, event)
  return facts
}

function foldEvent(facts: LogFacts, event: ContractEvent): void {
  switch (event.contract) {
    case 'n3-token':
      if (event.name !== 'Transfer') return
      facts.accounts.add(event.args.from).add(event.args.to)
      return
    case 'node-registry':
      if (!('node' in event.args)) return
      facts.nodes.add(event.args.node)
      for (const operator of operatorsIn(event.args)) facts.operators.add(operator)
      return
    case 'staking':
      for (const operator of operatorsIn(event.args)) facts.operators.add(operator)
      foldStaking(facts, event)
      return
    case 'rewards':
      if (event.name === 'RootPosted') facts.epochs.add(event.args.epoch)
      if (event.name !== 'Claimed') return
      facts.operators.add(event.args.operator)
      facts.paid += event.args.amount
  }
}

function foldStaking(facts: LogFacts, event: Extract<ContractEvent, { contract: 'staking' }>): void {
  switch (event.name) {
    case 'Staked':
      positionOf(facts, event.args).staked += event.args.assets
      return
    case 'UnstakeRequested':
      positionOf(facts, event.args)
      facts.requests.set(event.args.requestId, { assets: event.args.assets, settled: undefined })
      return
    case 'UnstakeCancelled':
      positionOf(facts, event.args)
      settle(facts, event.args)
      return
    case 'Withdrawn':
      positionOf(facts, event.args).taken += event.args.assets
      settle(facts, event.args)
  }
}

function positionOf(facts: LogFacts, { operator, staker }: { operator: Address; staker: Address }) {
  const key = `${operator}/${staker}`
  const position = facts.positions.get(key) ?? { staked: 0n, taken: 0n }
  facts.positions.set(key, position)
  return position
}

function settle(facts: LogFacts, { requestId, assets }: { requestId: bigint; assets: bigint }): void {
  const request = facts.requests.get(requestId)
  if (request !== undefined) request.settled = assets
}

/** Events name operators as `operator`, or as `from` and `to` where a node changes hands. */
function operatorsIn(args: object): Address[] {
  return (['operator', 'from', 'to'] as const).flatMap((name) => {
    const value: unknown = Reflect.get(args, name)
    return typeof value === 'string' ? [value as Address] : []
  })
}

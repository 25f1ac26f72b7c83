/** Which of an event's addresses plays a part in its sentence. */
type Role = 'operator' | 'account' | 'node'

type EventWords = {
  /** Who acts; nobody where the sentence needs no subject. */
  actor?: Role
  text: string
  target?: Role
}

const words: Record<string, EventWords> = {
  NodeRegistered: { actor: 'operator', text: 'registered node', target: 'node' },
  NodeUpdated: { actor: 'operator', text: 'changed node', target: 'node' },
  NodeTransferred: { actor: 'node', text: 'moved to', target: 'operator' },
  NodeRetired: { actor: 'operator', text: 'retired node', target: 'node' },
  Staked: { actor: 'account', text: 'staked on', target: 'operator' },
  UnstakeRequested: { actor: 'account', text: 'asked to unstake from', target: 'operator' },
  UnstakeCancelled: { actor: 'account', text: 'cancelled an unstake from', target: 'operator' },
  Withdrawn: { actor: 'account', text: 'withdrew stake from', target: 'operator' },
  Claimed: { actor: 'operator', text: 'was paid its rewards' },
  RewardsAdded: { actor: 'operator', text: 'has rewards flowing to its stakers' },
  PoolEmptied: { actor: 'operator', text: 'has an empty pool' },
  Slashed: { actor: 'operator', text: 'was slashed' },
  CommissionScheduled: { actor: 'operator', text: 'announced a higher commission' },
  CommissionSet: { actor: 'operator', text: 'lowered its commission' },
  RootPosted: { text: 'An epoch root was posted' },
  RootVetoed: { text: 'An epoch root was vetoed' },
  AttestorsChanged: { text: 'The attestors changed' },
}

export type ActivityEvent = {
  name: string
  operator: string | null
  account: string | null
  node: string | null
}

export type Sentence = { actor: string | undefined; text: string; target: string | undefined; isOwn: boolean }

/**
 * An event as a sentence with its addresses apart, so that a page can link them. An event without words of ours is
 * told by its name.
 */
export function describeEvent(event: ActivityEvent): Sentence {
  const known = words[event.name]
  if (known === undefined) {
    return {
      actor: event.operator ?? event.account ?? undefined,
      text: event.name,
      target: undefined,
      isOwn: false,
    }
  }
  const actor = known.actor && (event[known.actor] ?? undefined)
  const target = known.target && (event[known.target] ?? undefined)
  const isOwn = actor !== undefined && actor === target
  return { actor, text: known.text, target: isOwn ? undefined : target, isOwn }
}

/** Whether an event is news to a person. Book-keeping that follows another event (PoolUpdated, Transfer…) is not. */
export function isNews(name: string): boolean {
  return name in words && name !== 'RewardsAdded'
}

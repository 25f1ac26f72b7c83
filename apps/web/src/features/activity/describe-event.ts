/** Which of an event's addresses plays a part in its sentence. */
type Role = 'operator' | 'account' | 'node'

type EventWords = {
  /** Who acts; nobody where the sentence needs no subject. */
  actor?: Role
  text: string
  target?: Role
  /** The event's amount is a total after it, not what it moved, and is not shown. */
  isTotal?: boolean
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
  PoolEmptied: { actor: 'operator', text: 'has an empty pool' },
  Slashed: { actor: 'operator', text: 'was slashed' },
  CommissionScheduled: { actor: 'operator', text: 'announced a higher commission' },
  CommissionSet: { actor: 'operator', text: 'lowered its commission' },
  RootPosted: { text: 'An epoch root was posted', isTotal: true },
  RootVetoed: { text: 'An epoch root was vetoed' },
  BatchSet: { text: 'A batch of Edge devices was put on sale, or changed' },
  Bought: { actor: 'account', text: 'bought Edge devices' },
  Refunded: { actor: 'account', text: 'was paid back an Edge device' },
  Shipped: { text: 'An Edge device was shipped to', target: 'account' },
  DeviceActivated: { actor: 'operator', text: 'activated an Edge device as node', target: 'node' },
  LeaseOpened: { actor: 'account', text: 'leased capacity of', target: 'operator' },
  Redeemed: { actor: 'operator', text: 'was paid out of a lease' },
  LeaseClosing: { actor: 'account', text: 'is closing a lease' },
  LeaseClosed: { text: 'A lease was closed, and its rest refunded' },
  UsageLodged: { text: 'Measured usage of a lease was lodged' },
  UsageContested: { actor: 'account', text: 'contests the measured usage of a lease' },
  UsageSettled: { text: 'Measured usage of a lease was settled, and its rest refunded' },
  OfferCancelled: { actor: 'account', text: 'withdrew an offer' },
  OffersCancelledBelow: { actor: 'account', text: 'withdrew its older offers' },
  GenerationAnnounced: { text: 'A generation of the key-generation centre was announced' },
  GenerationStopped: { text: 'A generation of the key-generation centre was stopped' },
  KeyRevoked: { actor: 'account', text: 'revoked a key' },
  DirectoryRootPosted: { text: 'A root of the key directory was posted' },
  AttestorsChanged: { text: 'The attestors changed' },
}

/** Book-keeping that follows another event: part of a full history, but no news. */
const bookkeeping: Record<string, EventWords> = {
  PoolUpdated: { actor: 'operator', text: 'has its pool brought up to date', isTotal: true },
  DeviceKeyCommitted: { text: 'The key of an Edge device was committed' },
  ProceedsWithdrawn: { text: 'The treasury took the proceeds of shipped devices' },
  RewardsAdded: { actor: 'operator', text: 'has rewards flowing to its stakers' },
}

export type ActivityEvent = {
  name: string
  operator: string | null
  account: string | null
  node: string | null
}

export type Sentence = {
  actor: string | undefined
  text: string
  target: string | undefined
  /** Actor and target are one. */
  isOwn: boolean
  /** The event's amount is what it moved. */
  hasAmount: boolean
}

/**
 * An event as a sentence with its addresses apart, so that a page can link them. An event without words of ours is
 * told by its name.
 */
export function describeEvent(event: ActivityEvent): Sentence {
  const known = words[event.name] ?? bookkeeping[event.name]
  if (known === undefined) {
    const actor = event.operator ?? event.account ?? undefined
    return { actor, text: event.name, target: undefined, isOwn: false, hasAmount: true }
  }
  const actor = known.actor && (event[known.actor] ?? undefined)
  const target = known.target && (event[known.target] ?? undefined)
  const isOwn = actor !== undefined && actor === target
  return {
    actor,
    text: known.text,
    target: isOwn ? undefined : target,
    isOwn,
    hasAmount: known.isTotal !== true,
  }
}

/** Whether an event is news to a person. Book-keeping that follows another event (PoolUpdated, Transfer…) is not. */
export function isNews(name: string): boolean {
  return name in words
}

/**
 * Who may call what. public: anybody, reading what the chain already made public. public-write: anybody on our own
 * pages (same origin and client header, see http/refuse-request.ts), under limits of its own.
 * A test fails on a procedure without an entry, and on an entry without a procedure.
 */
export type Policy = 'public' | 'public-write'

export const policies: Record<string, Policy> = {
  'network.getOverview': 'public',
  'operators.find': 'public',
  'operators.get': 'public',
  'operators.findNodes': 'public',
  'operators.findEpochs': 'public',
  'operators.findEpochNodes': 'public',
  'operators.getEarningsSeries': 'public',
  'operators.findStakers': 'public',
  'staking.findPositions': 'public',
  'staking.findRequests': 'public',
  'staking.getStakeQuote': 'public',
  'rewards.getClaimable': 'public',
  'rewards.findClaims': 'public',
  'epochs.find': 'public',
  'epochs.get': 'public',
  'epochs.getProof': 'public',
  'epochs.getFile': 'public',
  'leases.find': 'public',
  'leases.get': 'public',
  'leases.findEvents': 'public',
  'keys.getGeneration': 'public',
  'keys.findRevocations': 'public',
  'keys.findRoots': 'public',
  'directory.publish': 'public-write',
  'directory.findBundles': 'public',
  'directory.getConsistency': 'public',
  'directory.findFrauds': 'public',
  'activity.find': 'public',
  'activity.live': 'public',
  'faucet.getInfo': 'public',
  'faucet.request': 'public-write',
  'store.getSale': 'public',
  'store.findBatches': 'public',
  'store.getBatch': 'public',
  'store.findOrders': 'public',
  'store.getOrder': 'public',
  'store.findDevices': 'public',
  'store.getDevice': 'public',
  'store.findFulfilment': 'public',
  'status.get': 'public',
}

/** One unit of a compute lease is a node-second. */
const UNIT_MS = 1_000n

/**
 * What the voucher of a lease has to reach so that all work accepted so far is paid: node-seconds, rounded up once over
 * all jobs together, and never more than was rented.
 */
export function dueUnits(acceptedMs: bigint, leaseUnits: bigint): bigint {
  const units = (acceptedMs + UNIT_MS - 1n) / UNIT_MS
  return units < leaseUnits ? units : leaseUnits
}

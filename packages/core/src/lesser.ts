/** The smaller of two amounts; Math.min takes no bigint. */
export function lesser(a: bigint, b: bigint): bigint {
  return a <= b ? a : b
}

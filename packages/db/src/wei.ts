/** What Prisma gives for NUMERIC columns: its Decimal, of which only exact text is used. */
type DecimalLike = { toFixed(decimalPlaces: number): string }

/** An amount in wei (or shares) as NUMERIC(78,0) takes it: exact decimal text. Prisma refuses bigint here. */
export function weiToDb(wei: bigint): string {
  return String(wei)
}

/**
 * A NUMERIC(78,0) column as bigint, exactly. Takes the text `pg` gives or Prisma's Decimal, whose own
 * toString would answer 1e+21. Throws SyntaxError for anything with a fraction or exponent.
 */
export function weiFromDb(value: string | DecimalLike): bigint {
  return BigInt(typeof value === 'string' ? value : value.toFixed(0))
}

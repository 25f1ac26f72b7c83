/**
 * Trends without the time before the network: leading buckets in which nobody earned anything are not zeros of
 * anybody, they are the past. All rows are cut alike, so that they still share one axis.
 */
export function trimTrends(trends: readonly (readonly string[])[]): bigint[][] {
  const starts = trends.map((trend) => trend.findIndex((wei) => wei !== '0')).filter((start) => start >= 0)
  const from = starts.length === 0 ? 0 : Math.min(...starts)
  return trends.map((trend) => trend.slice(from).map(BigInt))
}

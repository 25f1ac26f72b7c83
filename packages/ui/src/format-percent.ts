/** Basis points as a percentage with one digit, rounded down: `1429` → `14.2 %`. Above 1,000 % without digits. */
export function formatPercentDown(bps: number): string {
  if (Math.abs(bps) >= 100_000) return `${Math.trunc(bps / 100).toLocaleString('en-US')} %`
  return `${(Math.trunc(bps / 10) / 10).toFixed(1)} %`
}

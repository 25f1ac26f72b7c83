/** A node is new until so many of its results were judged right. */
const NEW_BELOW = 50
const LEAST = 0.1

/**
 * How likely a returned result is run again on another owner's node: always while the node is new, then with
 * max(10 %, 1/√n). `validResults`: its results that were judged right of late, by checks and by audits.
 */
export function auditChance(validResults: number): number {
  return validResults < NEW_BELOW ? 1 : Math.max(LEAST, 1 / Math.sqrt(validResults))
}

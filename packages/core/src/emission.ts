/** The constants of a Rewards contract: wei that all epochs together may pay, and epochs per era. */
export type EmissionCurve = { totalEmission: bigint; halvingEpochs: bigint }

/**
 * Wei that epochs 1..epoch may pay together: each era pays half of what is left, linearly, rounded down.
 * The same as contracts/src/libraries/EmissionCurve.sol, so that many epochs need no call each.
 */
export function emissionThroughDown(curve: EmissionCurve, epoch: bigint): bigint {
  const left = curve.totalEmission >> (epoch / curve.halvingEpochs)
  return curve.totalEmission - left + ((left / 2n) * (epoch % curve.halvingEpochs)) / curve.halvingEpochs
}

/** Wei that one epoch adds to the curve. */
export function emissionOf(curve: EmissionCurve, epoch: bigint): bigint {
  return emissionThroughDown(curve, epoch) - emissionThroughDown(curve, epoch - 1n)
}

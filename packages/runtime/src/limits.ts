/** What one run may use. All are upper bounds; a job may ask for less, never for more than its node grants. */
export type RunLimits = {
  /** Of the module or model. */
  moduleBytes: number
  /** Of the program's linear memory, or of a model's tensors. */
  memoryBytes: number
  gas: bigint
  wallMs: number
  /** Of standard output: a byte more fails the run. */
  outputBytes: number
  /** Of standard error: what is more is cut off. */
  logBytes: number
}

export const DEFAULT_LIMITS: RunLimits = {
  moduleBytes: 8 * 2 ** 20,
  memoryBytes: 256 * 2 ** 20,
  gas: 10n ** 12n,
  wallMs: 60_000,
  outputBytes: 8 * 2 ** 20,
  logBytes: 256 * 2 ** 10,
}

/**
 * The same on every node, or a deep recursion would end differently on each. Counted in frames of at most 16 values;
 * larger frames count for several. Fits the 1 MB stack of a browser's worker, the smallest we run on.
 */
export const CALL_DEPTH = 2_048

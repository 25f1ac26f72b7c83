export const jobStatuses = [
  'queued',
  'needs-reseal',
  'assigned',
  'running',
  'returned',
  'accepted',
  'disputed',
  'settled',
  'failed',
] as const
export type JobStatus = (typeof jobStatuses)[number]

/** An attempt that is not `ended` is the one thing that lets a node publish: its fence. */
export const attemptStatuses = ['assigned', 'running', 'committed', 'returned', 'ended'] as const
export type AttemptStatus = (typeof attemptStatuses)[number]

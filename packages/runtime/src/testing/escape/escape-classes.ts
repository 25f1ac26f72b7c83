/** The classes of attempts that reliability.md asks for, five of each at least. */
export const escapeClasses = [
  'filesystem',
  'network',
  'environment and memory of the host',
  'processes',
  'resources',
  'imports and opcodes',
  'other jobs',
] as const
export type EscapeClass = (typeof escapeClasses)[number]

/** What an attempt writes when what it tried has worked. */
export const ESCAPED = 'ESCAPED'

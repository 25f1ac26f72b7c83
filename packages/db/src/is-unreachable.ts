/** Words of pg and its pool for a connection that broke or never was; they carry no code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/**
 * Whether an error says that PostgreSQL cannot be reached now, which passes by itself: codes of Node's sockets, and
 * SQLSTATE 08 (connection), 53300 (too many of them) and 57P0x (shutting down, starting up).
 */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (/^(ECONN(REFUSED|RESET)|ENOTFOUND|ETIMEDOUT|EPIPE|08...|53300|57P0\d)$/.test(code)) return true
  if (WORDS.test(error.message)) return true
  if (error instanceof AggregateError && error.errors.some(isUnreachable)) return true
  return error.cause !== undefined && isUnreachable(error.cause)
}

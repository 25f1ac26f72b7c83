/** The database a command of this package works on: its first argument, else DATABASE_URL; undefined without either. */
export function readDatabaseUrl(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return args[0] || env.DATABASE_URL || undefined
}

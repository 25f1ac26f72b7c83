/** Where npm was called: it moves to the workspace before running a command. */
export function readCallerFolder(source: NodeJS.ProcessEnv = process.env): string {
  return source.INIT_CWD || process.cwd()
}

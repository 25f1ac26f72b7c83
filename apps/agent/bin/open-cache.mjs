import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'

/** In the user's own folder: in a shared /tmp others could write it. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'network3-agent')

/** Everything loaded from now on is taken from the cache, or put there. */
export function openCache() {
  // The young generation grows to megabytes at start and would never shrink; an agent makes little garbage. Before the
  // cache is opened: what was compiled under other flags is not taken from it.
  setFlagsFromString('--max-semi-space-size=1')
  enableCompileCache(cacheFolder)
}

import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'

export type StateFiles = { state: string; copy: string }

/** What the chain will start from. */
export type StateOrigin = 'nothing' | 'last-dump' | 'copy' | 'nothing-readable'

/**
 * Makes sure that the chain starts from a whole dump: anvil writes its state in place, so a kill in the middle of
 * it, or a full disk, leaves a part. Then the copy of the dump before takes its place, and the part is put aside
 * as `<state>.broken`. With neither readable the chain starts from nothing, and both are put aside.
 */
export function settleChainState({ state, copy }: StateFiles): StateOrigin {
  mkdirSync(dirname(state), { recursive: true })
  if (isWholeDump(state)) return 'last-dump'
  const hadState = existsSync(state)
  if (hadState) renameSync(state, `${state}.broken`)
  if (isWholeDump(copy)) {
    copyFileSync(copy, state)
    return 'copy'
  }
  const hadCopy = existsSync(copy)
  if (hadCopy) renameSync(copy, `${copy}.broken`)
  return hadState || hadCopy ? 'nothing-readable' : 'nothing'
}

/** Copies every finished dump until the returned function is called: what `settleChainState` falls back to. */
export function copyFinishedDumps(files: StateFiles, everyMs = 5_000): () => void {
  let copiedAt = 0
  const timer = setInterval(() => {
    const before = modifiedAt(files.state)
    // A dump of 100 MB is written in well under a second; one that rested is finished, unless its writer died.
    if (before === undefined || before === copiedAt || Date.now() - before < 1_000) return
    try {
      if (copyWhole(files)) copiedAt = before
    } catch {
      // The next look tries again; without a copy the last dump is still there.
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function copyWhole({ state, copy }: StateFiles): boolean {
  const partial = `${copy}.partial`
  copyFileSync(state, partial)
  if (!endsLikeDump(partial)) {
    rmSync(partial, { force: true })
    return false
  }
  renameSync(partial, copy)
  return true
}

/** Beyond this a dump no longer fits into one string of the engine. */
const parseLimitBytes = 400e6

/** Dumps are one JSON document: a part of it does not parse. */
function isWholeDump(path: string): boolean {
  if (!endsLikeDump(path)) return false
  if (statSync(path).size > parseLimitBytes) return true
  try {
    return typeof JSON.parse(readFileSync(path, 'utf8')) === 'object'
  } catch {
    return false
  }
}

/** The quick look: whether the last byte is the bracket that closes the document. */
function endsLikeDump(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0) return false
  const file = openSync(path, 'r')
  try {
    const last = Buffer.alloc(1)
    readSync(file, last, 0, 1, size - 1)
    return last.toString() === '}'
  } finally {
    closeSync(file)
  }
}

function modifiedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}

/** Seconds between dumps: every one writes the whole chain, about 1.7 kB a block, so a long chain dumps less often. */
export function chooseDumpInterval(state: string): number {
  const megabytes = (statSync(state, { throwIfNoEntry: false })?.size ?? 0) / 1e6
  return Math.max(30, Math.ceil(megabytes))
}

import { readFileSync, rmSync } from 'node:fs'
import { type EndStep, endProcess } from '@network3/local-servers/end-process'
import { isProcessAlive, type ProcessIdentity } from '@network3/local-servers/process-identity'
import { z } from 'zod'
import { writeFileAtomically } from './write-file-atomically.ts'

const childSchema = z.object({ name: z.string(), pid: z.number().int().positive(), startedAt: z.string() })

type RecordedChild = z.infer<typeof childSchema>

/** Children of this start, on disk, so that the next one finds those that outlived a `kill -9` of this process. */
export type ChildRegistry = {
  add(name: string, identity: ProcessIdentity): void
  remove(identity: ProcessIdentity): void
}

export function openChildRegistry(path: string): ChildRegistry {
  let children: RecordedChild[] = []
  const save = (): void => writeFileAtomically(path, JSON.stringify(children, undefined, 2))
  return {
    add: (name, identity) => {
      children = [...children, { name, ...identity }]
      save()
    },
    remove: (identity) => {
      children = children.filter(
        (child) => child.pid !== identity.pid || child.startedAt !== identity.startedAt,
      )
      save()
    },
  }
}

// A chain asked politely dumps its state, which is newer than its last dump: worth the wait.
const orphanSteps: readonly EndStep[] = [
  { signal: 'SIGTERM', waitMs: 30_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
]

/**
 * Ends what an earlier start left running, the last started first, and returns the names. Each child leads its
 * own process group, which is ended with it. A stranger that got a recorded pid is left alone.
 */
export async function endOrphans(path: string): Promise<string[]> {
  const ended: string[] = []
  for (const child of readChildren(path).reverse()) {
    if (!isProcessAlive(child)) continue
    await endProcess(child, orphanSteps, 'group')
    ended.push(child.name)
  }
  rmSync(path, { force: true })
  return ended
}

function readChildren(path: string): RecordedChild[] {
  try {
    return z.array(childSchema).parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return []
  }
}

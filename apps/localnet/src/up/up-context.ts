import type { UpArguments } from '../cli/parse-arguments.ts'
import type { ChildRegistry } from '../data/child-registry.ts'
import type { DataLayout } from '../data/data-layout.ts'
import type { UpEnv } from '../env.ts'
import type { Progress } from '../supervise/progress.ts'
import type { Stack } from '../supervise/stack.ts'
import type { Ports } from './choose-ports.ts'

/** What every step of a start may use. */
export type UpContext = {
  args: UpArguments
  env: UpEnv
  /** Root of the checkout. */
  root: string
  layout: DataLayout
  ports: Ports
  progress: Progress
  registry: ChildRegistry
  stack: Stack
}

/** What starting a server needs of it. */
export type ServerContext = Pick<UpContext, 'layout' | 'ports' | 'stack' | 'progress' | 'registry'>

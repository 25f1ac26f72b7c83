import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const programSchema = z.strictObject({
  folder: z.string().min(1),
  main: z.string().min(1),
  /** All that the sandbox may read. */
  readable: z.array(z.string().min(1)),
})

/** The sandbox's own program as plain JavaScript, in a folder that only this user can enter. */
export type SandboxProgram = z.infer<typeof programSchema>

const writer = fileURLToPath(new URL('./write-program.ts', import.meta.url))
const WITHIN_MS = 60_000

/**
 * Has the program written by a process of its own, that this one never holds what removing types takes (some 20 MB that
 * would stay). Whoever asked removes the folder. Throws RUNTIME_UNAVAILABLE.
 */
export async function buildSandboxProgram(parent: string = tmpdir()): Promise<SandboxProgram> {
  try {
    const args = [writer, parent, String(process.pid)]
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: {}, timeout: WITHIN_MS })
    return programSchema.parse(JSON.parse(stdout))
  } catch (cause) {
    throw new AppError('RUNTIME_UNAVAILABLE', 'The sandbox’s program cannot be written.', { cause })
  }
}

import { readFileSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const stackSchema = z.object({
  webUrl: z.url(),
  rpcUrl: z.url(),
  chainId: z.int().positive(),
  databaseUrl: z.url(),
  epochFilesUrl: z.url(),
  receiptsUrl: z.url(),
  deploymentFile: z.string(),
})

/** Where the parts of a running stack answer. */
export type RunningStack = z.infer<typeof stackSchema>

/** @throws AppError STACK_NOT_RUNNING with a sentence: the file is there exactly while a stack is up. */
export function readStackFile(path: string): RunningStack {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError(
      'STACK_NOT_RUNNING',
      `No stack is up (${path} is missing). Start one with npm start.`,
      { cause },
    )
  }
  const parsed = stackSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new AppError(
    'STACK_NOT_RUNNING',
    `${path} does not describe a stack: start it again with npm start.`,
    {
      cause: parsed.error,
    },
  )
}

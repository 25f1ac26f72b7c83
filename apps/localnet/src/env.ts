import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const text = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value))

const schema = z.object({
  DATABASE_URL: text.pipe(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  RPC_URL: text.pipe(z.url({ protocol: /^https?$/ }).optional()),
  CHAIN_ID: text
    .transform((value) => (value === undefined ? undefined : Number(value)))
    .pipe(z.int().positive().optional()),
  PUBLIC_RPC_URL: text.pipe(z.url().optional()),
  EPOCH_FILES_URL: text.pipe(z.url().optional()),
  DEPLOYMENT_FILE: text,
  ECONOMY: text.pipe(z.enum(['on', 'off']).default('on')),
  /** Where npm was called, when it moved to the workspace before running this. */
  INIT_CWD: text,
})

export type UpEnv = {
  /** A database of the caller's, instead of one started here. */
  databaseUrl: string | undefined
  /** A chain of the caller's, instead of one started here. */
  chain: { rpcUrl: string; chainId: number } | undefined
  publicRpcUrl: string | undefined
  /** Of the attestors of a chain that is not local. */
  epochFilesUrl: string | undefined
  deploymentFile: string | undefined
  economy: boolean
  callerFolder: string
  /** Handed on to children. */
  inherited: NodeJS.ProcessEnv
}

/** @throws AppError ENV_INVALID with a sentence that names the variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): UpEnv {
  const parsed = schema.safeParse(source)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AppError(
      'ENV_INVALID',
      `${issue?.path.join('.') ?? 'The environment'} is not valid: ${issue?.message}.`,
    )
  }
  const { RPC_URL: rpcUrl, CHAIN_ID: chainId, ...env } = parsed.data
  if ((rpcUrl === undefined) !== (chainId === undefined)) {
    const missing = rpcUrl === undefined ? 'RPC_URL' : 'CHAIN_ID'
    throw new AppError(
      'ENV_INVALID',
      `${missing} is missing: RPC_URL and CHAIN_ID are given together or not at all.`,
    )
  }
  return {
    databaseUrl: env.DATABASE_URL,
    chain: rpcUrl === undefined || chainId === undefined ? undefined : { rpcUrl, chainId },
    publicRpcUrl: env.PUBLIC_RPC_URL,
    epochFilesUrl: env.EPOCH_FILES_URL,
    deploymentFile: env.DEPLOYMENT_FILE,
    economy: env.ECONOMY === 'on',
    callerFolder: env.INIT_CWD ?? process.cwd(),
    inherited: source,
  }
}

/** Where npm was called: it moves to the workspace before running a command. */
export function readCallerFolder(source: NodeJS.ProcessEnv = process.env): string {
  return source.INIT_CWD || process.cwd()
}

/** What a child inherits. */
export function readInherited(source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return source
}

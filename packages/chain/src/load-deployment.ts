import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@network3/core/app-error'
import { type Deployment, deploymentSchema } from './deployment.ts'

/** Path of the record of a chain, where the deploy script writes it unless DEPLOYMENT_FILE says otherwise. */
export function deploymentFileOf(chainId: number): string {
  // Not as `new URL(…, import.meta.url)`: a bundler would take that for an asset and look for it at build time.
  return join(dirname(fileURLToPath(import.meta.url)), '..', 'deployments', `${chainId}.json`)
}

/**
 * Reads and checks the record of `chainId`; `file` overrides where it lies.
 * Throws DEPLOYMENT_MISSING, DEPLOYMENT_INVALID, DEPLOYMENT_MISMATCH (a record of another chain).
 */
export async function loadDeployment(options: { chainId: number; file?: string }): Promise<Deployment> {
  const file = options.file ?? deploymentFileOf(options.chainId)
  const deployment = parseDeployment(await readText(file), file)
  if (deployment.chainId === options.chainId) return deployment
  throw new AppError(
    'DEPLOYMENT_MISMATCH',
    `${file} describes chain ${deployment.chainId}, but chain ${options.chainId} was asked for.`,
  )
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new AppError(
      'DEPLOYMENT_MISSING',
      `No deployment record at ${file}. Deploy the contracts first: npm run deploy -w @network3/contracts.`,
      { cause },
    )
  }
}

function parseDeployment(text: string, file: string): Deployment {
  try {
    return deploymentSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('DEPLOYMENT_INVALID', `${file} is not a deployment record.`, { cause })
  }
}

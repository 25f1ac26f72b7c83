import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { signBlobToken } from '../../jobs/blob-store.ts'
import { sealForRest } from '../../jobs/seal-for-rest.ts'
import { openCli } from '../context.ts'
import { readJobInput, readModule } from '../job-files.ts'
import { say } from '../terminal.ts'

/** How long the token for the blobs is good, seconds. */
const TOKEN_SECONDS = 3_600

/**
 * `n3 seal --lease`: a job for who speaks REST by hand. Writes into a folder: module.blob and input.blob to be stored,
 * blob.token that lets them be, and job.json, the body of POST /api/v1/jobs.
 */
export async function sealJob(
  file: string,
  flags: { lease: bigint; output: string; input?: string; site?: string },
): Promise<void> {
  const { lease: leaseId, output: folder, input, site } = flags
  if (folder === '-')
    throw new AppError('INPUT_INVALID', 'A sealed job is several files: give a folder as --output.')
  const { kind, module } = await readModule(file)
  const cli = openCli(site === undefined ? {} : { site })
  const { siteUrl, chainId, contracts } = await cli.network()
  const { leases } = await cli.renter()
  const { voucherSigner } = await leases.get(leaseId)
  const sessionKey = await cli.sessionKeys.read(voucherSigner)
  if (sessionKey === undefined) {
    throw new AppError(
      'KEY_NOT_FOUND',
      `The session key of lease ${leaseId} is not here: use it where it was rented.`,
    )
  }
  const account = { chainId, leaseMarket: contracts.leaseMarket, leaseId, sessionKey }
  const options = { ...account, siteUrl, ownKey: await cli.ownKey(), now: Date.now }
  const { body, blobs } = await sealForRest(options, { kind, module, input: await readJobInput(input, kind) })
  await mkdir(folder, { recursive: true })
  const token = await signBlobToken(account, BigInt(Math.floor(Date.now() / 1000) + TOKEN_SECONDS))
  await writeFile(join(folder, 'blob.token'), token, { mode: 0o600 })
  await writeFile(join(folder, 'job.json'), JSON.stringify(body))
  for (const { name, sha256, bytes } of blobs) {
    await writeFile(join(folder, `${name}.blob`), bytes)
    say(
      `curl -X PUT --data-binary @${join(folder, `${name}.blob`)} -H "authorization: Bearer $(cat ${join(folder, 'blob.token')})" ${new URL(`/api/v1/blobs/${sha256}`, siteUrl)}`,
    )
  }
  say(
    `curl -X POST -H 'content-type: application/json' -d @${join(folder, 'job.json')} ${new URL('/api/v1/jobs', siteUrl)}`,
  )
}

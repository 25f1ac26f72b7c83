import { readFile } from 'node:fs/promises'
import type { Domain } from '@network3/clsc/domain'
import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { createDirectoryClient } from '../../directory/directory-client.ts'
import { readRecipient, sealStream } from '../../files/seal-file.ts'
import { writeWhole } from '../../files/write-whole.ts'
import { openKeyFile } from '../../keys/key-file.ts'
import { openKeyStore } from '../../keys/key-store.ts'
import { sendingKey } from '../../keys/own-key.ts'
import { type CliEnv, findSite, readCliEnv } from '../env.ts'
import { parseLeaseId } from '../parse-option.ts'
import { createProgress, readInput, say } from '../terminal.ts'
import { writeStdout } from '../write-stdout.ts'

type SealFlags = {
  to: string[]
  key: string
  output: string
  context: string
  discloseRecipients?: true
  force?: true
  lease?: bigint
  input?: string
  site?: string
}

const collect = (value: string, previous: string[]) => [...previous, value]

/** `n3 seal`: signs and encrypts a file or stdin so that only the named recipients can open it. */
export function sealCommand(): Command {
  return new Command('seal')
    .description('sign and encrypt a file for one or more recipients')
    .argument('[file]', 'what to seal; “-” is stdin', '-')
    .option(
      '-t, --to <recipient>',
      'a name (did:n3:…, from the directory at N3_URL), a bundle’s file, or <did>=<file>',
      collect,
      [],
    )
    .option('-k, --key <name>', 'your key, by the name it has here', 'default')
    .option('-o, --output <file>', 'where to; “-” is stdout', '-')
    .option('--context <text>', 'what the opener must give too; it is not sent', '')
    .option('--disclose-recipients', 'let recipients see each other')
    .option('-f, --force', 'replace the output file')
    .option('-l, --lease <lease>', 'seal a job instead: <file> is job.wasm or model.onnx', parseLeaseId)
    .option('-i, --input <file>', 'what the job works on; tensors of a model may be .json')
    .option(
      '--site <url>',
      'with --lease: the Network3 site; default N3_URL, or the network of N3_NETWORK_FILE',
    )
    .action(async (file: string, flags: SealFlags) => {
      if (flags.lease === undefined) await seal(file, flags)
      else await (await import('./seal-job.ts')).sealJob(file, { ...flags, lease: flags.lease })
    })
}

async function seal(file: string, flags: SealFlags): Promise<void> {
  if (flags.to.length === 0) throw new AppError('INPUT_INVALID', 'Nobody to seal for: give --to.')
  const env = readCliEnv()
  const own = await openKeyFile(await openKeyStore(env.keyFolder).read(flags.key), env.passphrase)
  const nowMs = Date.now()
  const sender = sendingKey(own, nowMs)
  const recipients = await Promise.all(flags.to.map((entry) => findRecipient(own.domain, entry, nowMs, env)))
  for (const { id } of recipients) say(`for ${new TextDecoder().decode(id)}`)

  const { source, sizeBytes } = await readInput(file)
  const sealed = sealStream(source, {
    ...{ domain: own.domain, sender, recipients, context: flags.context },
    discloseRecipients: flags.discloseRecipients === true,
    onProgress: createProgress('sealed', sizeBytes),
  })
  if (flags.output === '-') await writeStdout(sealed)
  else await writeWhole(sealed, flags.output, { replace: flags.force === true })
}

async function findRecipient(domain: Domain, entry: string, nowMs: number, env: CliEnv) {
  const pinned = /^(did:[^=]+)=(.+)$/.exec(entry)
  if (pinned === null && entry.startsWith('did:')) {
    const siteUrl = await findSite(env)
    if (siteUrl === undefined) {
      throw new AppError('ENV_INVALID', 'To look a name up, set N3_URL to a Network3 site.')
    }
    return createDirectoryClient(siteUrl).findKey(domain, entry, nowMs)
  }
  return readRecipient(domain, await readFile(pinned?.[2] ?? entry), { id: pinned?.[1], nowMs })
}

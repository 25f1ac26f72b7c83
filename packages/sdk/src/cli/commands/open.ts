import type { Opened } from '@network3/clsc/opener'
import { createRevocations } from '@network3/clsc/revocations'
import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { openStream } from '../../files/open-file.ts'
import { writeWhole } from '../../files/write-whole.ts'
import { openKeyFile } from '../../keys/key-file.ts'
import { openKeyStore } from '../../keys/key-store.ts'
import { readCliEnv } from '../env.ts'
import { createProgress, readInput, say } from '../terminal.ts'
import { writeStdout } from '../write-stdout.ts'

type OpenFlags = {
  key: string
  output: string
  context: string
  arrivedAt?: string
  from?: string
  json?: true
  force?: true
  job?: string
  site?: string
}

/** `n3 open`: verifies and decrypts what was sealed for a key of yours. */
export function openCommand(): Command {
  return new Command('open')
    .description('verify and decrypt a sealed file')
    .argument('[file]', 'what to open; “-” is stdin', '-')
    .option('-k, --key <name>', 'your key, by the name it has here', 'default')
    .option('-o, --output <file>', 'where to, written only once all is verified; “-” is stdout', '-')
    .option('--context <text>', 'what the sender gave as context', '')
    .option('--arrived-at <time>', 'when it reached you, for what you kept: an ISO time; default now')
    .option('--from <did>', 'refuse it from anybody else')
    .option('--json', 'say who sent it as JSON on stderr')
    .option('-f, --force', 'replace the output file')
    .option('--job <job>', 'open the result of a job instead, checked against its receipt')
    .option(
      '--site <url>',
      'with --job: the Network3 site; default N3_URL, or the network of N3_NETWORK_FILE',
    )
    .action(async (file: string, flags: OpenFlags) => {
      if (flags.job === undefined) await open(file, flags)
      else await (await import('./open-job.ts')).openJob(flags.job, flags)
    })
}

async function open(file: string, flags: OpenFlags): Promise<void> {
  const arrivedAtMs = flags.arrivedAt === undefined ? Date.now() : Date.parse(flags.arrivedAt)
  if (Number.isNaN(arrivedAtMs)) {
    throw new AppError('INPUT_INVALID', `“${flags.arrivedAt}” is not a time such as 2026-11-22T10:00:00Z.`)
  }
  const env = readCliEnv()
  const own = await openKeyFile(await openKeyStore(env.keyFolder).read(flags.key), env.passphrase)
  const { source, sizeBytes } = await readInput(file)
  const { isRevoked } = createRevocations()
  const { plaintext, opened } = openStream(source, {
    ...{ domain: own.domain, keys: own.keys, context: flags.context },
    policy: { kind: 'stored', arrivedAtMs, isRevoked },
    onProgress: createProgress('opened', sizeBytes),
  })
  const verified = opened.then((message) => checkSender(message, flags.from))
  // Awaited below, after the stream; a refusal before that is the stream's own error.
  verified.catch(() => {})
  if (flags.output === '-') await writeStdout(plaintext)
  else await writeWhole(plaintext, flags.output, { replace: flags.force === true, verified })
  report(await verified, flags.json === true)
}

function checkSender(opened: Opened, expected: string | undefined): Opened {
  const sender = new TextDecoder().decode(opened.sender.id)
  if (expected === undefined || expected === sender) return opened
  throw new AppError('SENDER_UNEXPECTED', `It was sent by ${sender}, not by ${expected}.`)
}

function report(opened: Opened, asJson: boolean): void {
  const sender = new TextDecoder().decode(opened.sender.id)
  const sentAt = new Date(opened.timestampMs).toISOString()
  say(
    asJson
      ? JSON.stringify({ sender, sentAt, epoch: opened.sender.epoch })
      : `from ${sender}, sent ${sentAt}`,
  )
}

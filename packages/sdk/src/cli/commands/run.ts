import { AppError } from '@network3/core/app-error'
import { Command, Option } from 'commander'
import type { JobClient } from '../../jobs/create-job-client.ts'
import type { JobToRun } from '../../jobs/prepare-job.ts'
import { isDone, type JobOutcome, runJobs } from '../../jobs/run-jobs.ts'
import { type Cli, type CommonFlags, openCli, withCommon } from '../context.ts'
import { describeFailure } from '../exit-codes.ts'
import { formatOf, nameOfOutput, readJobInput, readModule, writeOutput } from '../job-files.ts'
import { print } from '../output.ts'
import { findOwnLeases } from '../own-leases.ts'
import { parseCount, parseLeaseId } from '../parse-option.ts'
import { say } from '../terminal.ts'
import { quoteWanted, type WantFlags, withWant } from '../want-options.ts'
import { payQuote } from './rent.ts'

type RunFlags = CommonFlags &
  Omit<WantFlags, 'kind' | 'units' | 'runs'> & {
    input?: string[]
    output: string
    lease?: bigint[]
    arg?: string[]
    class: 'D0' | 'D1' | 'D2'
    batch?: string
    concurrency?: number
    accept: boolean
    yes?: true
    partial?: true
  }

const collectLeases = (text: string, before: bigint[] = []) => [...before, parseLeaseId(text)]

/** `n3 run`: one job for each input, on leases that are there or are rented for it. */
export function runCommand(): Command {
  return withCommon(withWant(new Command('run')))
    .description('run a WebAssembly program or an ONNX model on rented nodes, sealed to them and back')
    .argument('<module>', 'job.wasm or model.onnx')
    .option('-i, --input <file...>', 'one job each; “-” is stdin. Tensors of a model may be .json')
    .option('-o, --output <file>', 'where to: a file, or a folder for several inputs; “-” is stdout', '-')
    .option(
      '-l, --lease <lease>',
      'on this lease; may be repeated. Default: yours that fit, else one is rented',
      collectLeases,
    )
    .option('--arg <text...>', 'arguments of a program')
    .addOption(new Option('--class <class>', 'determinism').choices(['D0', 'D1', 'D2']).default('D0'))
    .option('--batch <name>', 'run again under this name, nothing is sent twice')
    .option('--concurrency <n>', 'jobs under way at once; default: two for each slot', parseCount)
    .option('--no-accept', 'leave results to be accepted later: `n3 voucher`, or silence')
    .option('-y, --yes', 'rent without being asked; a --budget says so too')
    .action(async (module: string, flags: RunFlags) => {
      const cli = openCli(flags)
      const job = await readModule(module)
      const inputs = flags.input ?? []
      const clients = await findClients(cli, job.kind, flags)
      await runAll(cli, { clients: clients.list, slots: clients.slots, job, inputs, flags })
    })
}

async function findClients(cli: Cli, kind: JobToRun['kind'], flags: RunFlags) {
  const renter = await cli.renter()
  const found = flags.lease === undefined ? await findUsable(cli, kind) : await readLeases(cli, flags.lease)
  if (found.length > 0) {
    return {
      list: await Promise.all(found.map(({ leaseId }) => renter.jobs(BigInt(leaseId)))),
      slots: slotsOf(found),
    }
  }
  say('No open lease of yours fits, so one is rented.')
  const quote = await quoteWanted(renter, { ...flags, kind: 'compute', runs: kind })
  const { leases } = await payQuote(cli, quote, flags)
  return {
    list: await Promise.all(leases.map(({ leaseId }) => renter.jobs(BigInt(leaseId)))),
    slots: slotsOf(leases),
  }
}

const slotsOf = (leases: readonly { slots: number }[]) => leases.reduce((sum, { slots }) => sum + slots, 0)

async function readLeases(cli: Cli, ids: readonly bigint[]) {
  const { leases } = await cli.renter()
  return Promise.all(ids.map((id) => leases.get(id)))
}

/** What is left of a lease must be enough for a job, ms. */
const LEAST_LEFT_MS = 20_000

/** Leases of ours with time and units left, whose nodes are online and run such jobs. */
async function findUsable(cli: Cli, kind: JobToRun['kind']) {
  const { leases, jobs } = await cli.renter()
  const usable = []
  for (const lease of await findOwnLeases(cli)) {
    const hasTime = Date.parse(lease.expiresAt) - Date.now() > LEAST_LEFT_MS
    if (!hasTime || !(await leases.isOurs(lease))) continue
    if (await (await jobs(BigInt(lease.leaseId))).canRun(kind)) usable.push(lease)
  }
  return usable
}

type Batch = {
  clients: readonly JobClient[]
  slots: number
  job: Awaited<ReturnType<typeof readModule>>
  inputs: readonly string[]
  flags: RunFlags
}

async function runAll(cli: Cli, { clients, slots, job, inputs, flags }: Batch): Promise<void> {
  const several = inputs.length > 1
  if (several && flags.output === '-' && flags.json !== true) {
    throw new AppError('INPUT_INVALID', 'Several inputs need a folder for what comes back: give --output.')
  }
  async function* jobs(): AsyncGenerator<JobToRun> {
    for (const input of several || inputs.length === 1 ? inputs : [undefined]) {
      yield {
        ...{ kind: job.kind, module: job.module, class: flags.class, args: flags.arg ?? [] },
        input: await readJobInput(input, job.kind),
      }
    }
  }
  const outcomes: unknown[] = []
  let firstFailure: unknown
  for await (const outcome of runJobs({
    ...{ clients, jobs: jobs(), batch: flags.batch, accept: flags.accept },
    concurrency: flags.concurrency ?? 2 * slots,
    onChange: (index, { jobId, reason }) => say(`${labelOf(inputs, index)}${jobId}: ${reason.sentence}`),
  })) {
    outcomes.push(await settle(outcome, { inputs, job, flags }))
    if (!isDone(outcome)) firstFailure ??= outcome.error
  }
  if (cli.isJson) print(cli, { jobs: outcomes }, () => '')
  if (firstFailure !== undefined) throw firstFailure
}

const labelOf = (inputs: readonly string[], index: number) => (inputs.length > 1 ? `${inputs[index]} → ` : '')

async function settle(outcome: JobOutcome, { inputs, job, flags }: Pick<Batch, 'inputs' | 'job' | 'flags'>) {
  const input = inputs[outcome.index] ?? null
  if (!isDone(outcome)) {
    const { reason: code, message, nextStep } = describeFailure(outcome.error)
    if (inputs.length > 1) say(`${input}: ${message} [${code}]`)
    return { input, jobId: outcome.jobId ?? null, error: { code, message, nextStep } }
  }
  const { jobId, output, receipt } = outcome
  say(`${receipt.node} ran it in ${receipt.durationMs} ms with ${receipt.gas} gas`)
  const file = nameOfOutput(flags.output, input, inputs.length > 1, job.kind)
  const format = formatOf(job.kind, input, file)
  if (flags.json !== true || file !== '-') await writeOutput(file, output, format)
  const { node, durationMs, gas, outputHash } = receipt
  const shown = file === '-' ? { output: Buffer.from(output).toString('base64') } : { file }
  return { input, jobId, node, durationMs, gas, outputHash, ...shown }
}

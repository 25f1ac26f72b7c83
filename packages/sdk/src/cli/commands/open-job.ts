import { writeWhole } from '../../files/write-whole.ts'
import { openCli } from '../context.ts'
import { clientOfJob } from '../own-leases.ts'
import { say } from '../terminal.ts'
import { writeStdout } from '../write-stdout.ts'

type OpenJobFlags = { output: string; json?: true; force?: true; site?: string }

/** `n3 open --job`: the result of a job, checked against what its node signed. */
export async function openJob(jobId: string, { output, json, force, site }: OpenJobFlags): Promise<void> {
  const cli = openCli(site === undefined ? {} : { site })
  const { output: bytes, receipt } = await (await clientOfJob(cli, jobId)).open(jobId)
  const source = new Blob([new Uint8Array(bytes)]).stream()
  if (output === '-') await writeStdout(source)
  else await writeWhole(source, output, { replace: force === true })
  const { node, outputHash, gas, durationMs } = receipt
  say(
    json === true
      ? JSON.stringify({ node, outputHash, gas, durationMs })
      : `from ${node}, which signed for it`,
  )
}

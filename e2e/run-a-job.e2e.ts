import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decodeTensors, encodeTensors } from '@network3/core/tensors/tensor-container'
import { featuresOf } from '@network3/models/pii/features'
import { piiLabels } from '@network3/models/pii/labels'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { bareEnv } from './support/bare-env.ts'
import { findOffers, findOperators, rent } from './support/rent.ts'
import { runN3 } from './support/run-n3.ts'
import { STACK_FOLDER } from './support/stack.ts'
import { expect, test } from './support/test.ts'
import { waitFor } from './support/wait-for.ts'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'network3-jobs-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The example a developer starts from, as a process of its own. */
function runJob(args: string[], env: Record<string, string>) {
  const example = join(root, 'packages/sdk/examples/run-job.ts')
  const child = spawn(process.execPath, [example, ...args], { env: { ...bareEnv(), ...env } })
  const stdout: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  return new Promise<{ code: number | null; output: Buffer; stderr: string }>((done) =>
    child.once('close', (code) => done({ code, output: Buffer.concat(stdout), stderr })),
  )
}

test('a program and a model run on real agents, sealed to them and back, on a lease found at the market', async ({
  stack,
}) => {
  test.setTimeout(240_000)
  const find = async () => {
    const operators = await findOperators(stack, 'onnx')
    if (operators.length === 0) return []
    const query = `kind = compute and verified = true and operator in (${operators.join(', ')}) order by price`
    return findOffers(stack, query)
  }
  await waitFor('an offer of a verified node', async () => (await find()).length > 0)
  const [offer] = await find()
  const renterKey = generatePrivateKey()
  const sessionKey = generatePrivateKey()
  const leaseId = await rent(stack, offer?.offerId ?? '0x', {
    ...{ renterKey, voucherSigner: privateKeyToAddress(sessionKey), units: 60n },
  })
  const network = join(STACK_FOLDER, 'stack.json')
  const env = {
    ...{ N3_HOME: join(folder, 'home'), N3_PASSPHRASE: 'of the developer', N3_PRIVATE_KEY: renterKey },
    N3_NETWORK_FILE: network,
  }
  const created = await runN3(['keys', 'create', '--label', 'default'], env)
  expect(created.code, created.stderr).toBe(0)
  writeFileSync(join(folder, 'session.key'), sessionKey)
  const lease = [
    '--network',
    network,
    '--lease',
    String(leaseId),
    '--session-key',
    join(folder, 'session.key'),
  ]

  await test.step('WebAssembly', async () => {
    writeFileSync(join(folder, 'text.txt'), 'eleven words of text\nthat nobody but the node\nmay read\n')
    const module = join(root, 'packages/runtime/jobs/word-count/job.wasm')
    const ran = await runJob([...lease, '--module', module, '--input', join(folder, 'text.txt')], env)
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.output.toString().trim()).toBe('3 11 55')
  })

  await test.step('ONNX', async () => {
    const values = ['ada@example.org', '192.0.2.7', 'DE89 3704 0044 0532 0130 00']
    const data = Uint8Array.from(values.flatMap((value) => [...featuresOf(value)]))
    const input = encodeTensors([{ name: 'features', type: 'uint8', dims: [values.length, 512], data }])
    writeFileSync(join(folder, 'features.n3t'), input)
    const model = join(root, 'packages/models/n3-pii/model.onnx')
    const ran = await runJob([...lease, '--module', model, '--input', join(folder, 'features.n3t')], env)
    expect(ran.code, ran.stderr).toBe(0)
    const [scores] = decodeTensors(ran.output)
    const numbers = new Int32Array(Uint8Array.from(scores?.data ?? []).buffer)
    const labels = values.map((_, row) => {
      const own = [...numbers.subarray(row * piiLabels.length, (row + 1) * piiLabels.length)]
      return piiLabels[own.indexOf(Math.max(...own))]
    })
    expect(labels).toEqual(['email', 'ip', 'iban'])
  })

  await test.step('another key opens nothing', async () => {
    const stranger = { ...env, N3_HOME: join(folder, 'stranger'), N3_PRIVATE_KEY: generatePrivateKey() }
    await runN3(['keys', 'create', '--label', 'default'], stranger)
    const module = join(root, 'packages/runtime/jobs/word-count/job.wasm')
    writeFileSync(join(folder, 'other.key'), generatePrivateKey())
    const others = lease.with(-1, join(folder, 'other.key'))
    const refused = await runJob(
      [...others, '--module', module, '--input', join(folder, 'text.txt')],
      stranger,
    )
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain('JOB_')
  })
})

import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { programEnv } from '@network3/testing/program-env'
import { waitUntil } from '@network3/testing/wait-until'
import { bytesToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApiKeyClient } from '../access/api-keys.ts'
import { signIn } from '../access/sign-in.ts'
import { createRenter, type Renter } from '../create-renter.ts'
import { isDone, runJobs } from '../jobs/run-jobs.ts'
import { echoModule } from '../testing/echo-module.ts'
import { programOfOthers } from '../testing/program-of-others.ts'
import { prepareRenterHome } from '../testing/renter-home.ts'
import { type Run, runN3 } from '../testing/run-n3.ts'
import { launchProgram, type Program } from '../testing/spawn-program.ts'
import { operator } from '../testing/start-chain.ts'
import { startNetwork } from '../testing/start-network.ts'

const root = mkdtempSync(join(tmpdir(), 'network3-renting-'))
const renterKey = generatePrivateKey()
const renterAccount = privateKeyToAccount(renterKey)
const operatorHome = join(root, 'operator')
const home = join(root, 'renter')
const module = join(root, 'echo.wasm')
/** Processes are many here, and a busy machine is slow to start them. */
vi.setConfig({ testTimeout: 180_000 })

let network: Awaited<ReturnType<typeof startNetwork>>
let siteUrl: string
let renter: Renter

beforeAll(async () => {
  network = await startNetwork({ gateways: 1, nodes: 1, slots: 2, isOnChain: true })
  siteUrl = network.api.program.url
  const ownKey = await prepareRenterHome(home, renterAccount.address, network.dealer)
  writeFileSync(module, echoModule('rented'))
  renter = createRenter({ siteUrl, account: renterAccount, ownKey: async () => ownKey })
})
afterAll(async () => {
  await network?.stop()
  rmSync(root, { recursive: true, force: true })
})

const n3 = (args: readonly string[], env: Record<string, string> = {}) =>
  runN3(args, { home, env: { N3_URL: siteUrl, ...env } })
const n3As = (home: string, N3_PRIVATE_KEY: string, args: readonly string[]) =>
  runN3(args, { home, env: { N3_URL: siteUrl, N3_PRIVATE_KEY } })
const operatorKey = () => bytesToHex(operator.getHdKey().privateKey ?? new Uint8Array())
const done = (run: Run) => {
  expect(run.code, run.stderr).toBe(0)
  return run.stdout.toString()
}
const failed = ({ code, stderr }: Run) => ({ code, ...JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}') })

describe('from the command line', () => {
  let leaseId: string

  test('a wallet is kept and filled, an offer is published by a signature, found and priced', async () => {
    const filling = ['wallet', 'import', '--unprotected', '--faucet', '--json']
    const made = await n3(filling, { N3_PRIVATE_KEY: renterKey })
    expect(JSON.parse(done(made))).toMatchObject({
      address: renterAccount.address,
      n3Wei: `1000${'0'.repeat(18)}`,
    })
    expect(statSync(join(home, 'wallet.json')).mode & 0o077).toBe(0)

    const published = await n3As(operatorHome, operatorKey(), [
      ...['offer', 'publish', '--price', '0.005', '--slots', '64', '--min-units', '5'],
      ...['--max-units', '100000', '--json'],
    ])
    expect(JSON.parse(done(published))).toMatchObject({ isNew: true, offer: { freeSlots: 64 } })
    expect(done(await n3(['offers', 'kind = compute and price < 0.02 order by price']))).toMatch(
      /compute +0.005 N3 .* 64\/64/,
    )
  })

  test('what cannot be had says what, why and what to do, with a code for scripts', async () => {
    const [wrong, poor, full, nobody] = await Promise.all([
      n3(['offers', 'kind = compte', '--json']),
      n3(['rent', '--slots', '2', '--minutes', '2', '--budget', '0.5', '--json']),
      n3(['quote', '--nodes', '99', '--country', 'FR', '--json']),
      n3(['rent', '--nodes', '1']),
    ])
    expect(failed(wrong)).toMatchObject({ code: 2, error: { code: 'QUERY_INVALID', details: { at: 7 } } })
    expect(failed(poor)).toMatchObject({
      code: 7,
      error: { code: 'BUDGET_TOO_SMALL', nextStep: expect.stringContaining('Raise the budget') },
    })
    expect(failed(full)).toMatchObject({ code: 7, error: { code: 'NETWORK_FULL' } })
    expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('give --budget or --yes') })
    expect((await renter.leases.find()).items).toEqual([])
  })

  test('two slots are rented, run two jobs, tell their logs and why, and are closed', async () => {
    const want = ['--slots', '2', '--minutes', '2', '--runs', 'wasm', '--budget', '5']
    const rented = await n3(['rent', ...want, '--json'])
    const [lease] = JSON.parse(done(rented)).leases
    expect(lease).toMatchObject({ state: 'open', slots: 2, units: '240', renter: renterAccount.address })
    leaseId = lease.leaseId

    for (const name of ['one', 'two']) writeFileSync(join(root, `${name}.txt`), `the text of ${name}`)
    const inputs = ['one', 'two'].map((name) => join(root, `${name}.txt`))
    const files = ['--input', ...inputs, '--output', join(root, 'out')]
    const run = await n3(['run', module, ...files, '--json', '--explain'])
    const { jobs } = JSON.parse(done(run))
    expect(readdirSync(join(root, 'out')).sort()).toEqual(['one.out', 'two.out'])
    expect(readFileSync(join(root, 'out/two.out'), 'utf8')).toBe('the text of two')
    expect(run.stderr).toContain(`${siteUrl}/api/trpc/jobs.submit`)
    expect(run.stderr).not.toContain('the text of')

    const [logs, why, listed] = await Promise.all([
      n3(['logs', jobs[0].jobId, '--follow']),
      n3(['why', jobs[0].jobId]),
      n3(['jobs', '--lease', leaseId, '--json']),
    ])
    expect(done(logs)).toMatch(/the text of (one|two)/)
    expect(done(why)).toContain('[JOB_ACCEPTED]')
    expect(JSON.parse(done(listed))).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }])

    const closed = JSON.parse(done(await n3(['close', leaseId, '--json'])))
    expect(closed).toMatchObject({ leaseId, did: 'closed' })
  })
})

test('the program in the README rents, runs and closes, as it is printed there', async () => {
  const file = join(import.meta.dirname, '../../examples/rent-and-run.ts')
  const [, printed] =
    /```ts\n([\s\S]*?)```/.exec(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')) ?? []
  expect(printed).toBe(readFileSync(file, 'utf8'))
  const env = programEnv({ N3_URL: siteUrl, N3_HOME: home })
  writeFileSync(join(root, 'readme.txt'), 'as printed')
  const run = await promisify(execFile)(process.execPath, [file, module, join(root, 'readme.txt')], { env })
  expect(run.stdout).toBe('as printed')
})

test('a client generated by others lists offers, quotes, and submits what `n3 seal` sealed; a node runs it', async () => {
  const rented = await n3(['rent', '--slots', '1', '--minutes', '2', '--budget', '5', '--json'])
  const [lease] = JSON.parse(done(rented)).leases
  const [folder, input] = [join(root, 'sealed'), join(root, 'by-rest.txt')]
  writeFileSync(input, 'sealed by n3, sent by others')
  const sealed = await n3(['seal', module, '--lease', lease.leaseId, '--input', input, '--output', folder])
  done(sealed)
  const job = readFileSync(join(folder, 'job.json'), 'utf8')
  expect(`${job}${readFileSync(join(folder, 'input.blob'), 'latin1')}`).not.toContain('sealed by n3')
  const puts = sealed.stderr.split('\n').filter((line) => line.startsWith('curl -X PUT'))
  expect(puts).toHaveLength(2)
  for (const put of puts) await promisify(execFile)('sh', ['-c', `${put} -sS --fail-with-body`])

  const program = join(root, 'program.ts')
  writeFileSync(program, programOfOthers)
  const generate = join(import.meta.dirname, '../../../api/src/rest/testing/run-with-generated-client.ts')
  const args = [generate, siteUrl, program, job]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: programEnv({}) })
  const { jobId, ...told } = JSON.parse(stdout)
  expect(told).toEqual({
    price: '5000000000000000',
    total: '500000000000000000',
    isNew: true,
    state: 'returned',
  })

  expect(done(await n3(['open', '--job', jobId]))).toBe('sealed by n3, sent by others')
  const body = done(await n3(['voucher', jobId]))
  const headers = { 'content-type': 'application/json' }
  const accepted = await fetch(`${siteUrl}/api/v1/jobs/${jobId}/accept`, { method: 'POST', headers, body })
  expect(await accepted.json()).toMatchObject({ state: 'accepted' })
})

test('from TypeScript, jobs run on what was rented, once each however often the batch is run', async () => {
  const quote = await renter.quote({ spec: { kind: 'compute', slots: 2 }, want: { units: 240n } })
  const { leases } = await renter.rent(quote)
  const clients = await Promise.all(leases.map(({ leaseId }) => renter.jobs(BigInt(leaseId))))
  const texts = Array.from({ length: 12 }, (_, index) => `job ${index}`)
  const jobs = texts.map((text) => ({
    kind: 'wasm' as const,
    module: echoModule('batch'),
    input: Buffer.from(text),
  }))
  const runBatch = async () => {
    const ids: string[] = []
    for await (const outcome of runJobs({ clients, jobs, batch: 'nightly', concurrency: 6 })) {
      if (!isDone(outcome)) throw outcome.error
      expect(new TextDecoder().decode(outcome.output)).toBe(texts[outcome.index])
      ids[outcome.index] = outcome.jobId
    }
    return ids
  }
  const first = await runBatch()
  expect(new Set(first).size).toBe(texts.length)
  expect(await runBatch()).toEqual(first)
  const [client] = clients
  const last = await client?.get(first[0] ?? '')
  expect(BigInt(last?.usage?.voucher?.cumulativeUnits ?? '0')).toBeGreaterThan(0n)
})

test('an operator withdraws one offer and not another, and is paid what renters signed for', async () => {
  const lend = (args: string[]) => n3As(operatorHome, operatorKey(), args)
  const terms = ['--price', '0.01', '--max-units', '1000', '--json']
  const { offer } = JSON.parse(done(await lend(['offer', 'publish', ...terms])))
  const withdrawn = JSON.parse(done(await lend(['offer', 'withdraw', offer.offerId, '--json'])))
  expect(withdrawn).toMatchObject({ offerId: offer.offerId, nonce: offer.nonce })
  const isWithdrawn = async () => (await renter.offers.get(offer.offerId)).reason.code === 'OFFER_CANCELLED'
  await waitUntil('it is withdrawn', isWithdrawn)
  const { items } = await renter.offers.find('kind = compute')
  expect(items.map(({ pricePerUnitWei }) => pricePerUnitWei)).toEqual(['5000000000000000'])

  const { vouchers, txHashes } = JSON.parse(done(await lend(['redeem', '--json'])))
  expect(vouchers.length).toBeGreaterThan(0)
  expect(txHashes).toHaveLength(1)
  for (const { leaseId, cumulativeUnits } of vouchers) {
    const isPaid = async () => (await renter.leases.get(BigInt(leaseId))).redeemedUnits === cumulativeUnits
    await waitUntil('it is paid', isPaid)
  }
})

test('a key that was revoked says so, with what to do and a code for scripts', async () => {
  const { cookie } = await signIn({ siteUrl }, renterAccount)
  const keys = createApiKeyClient({ siteUrl, cookie })
  const { key, keyId } = await keys.create({ name: 'ci', scopes: ['read', 'jobs'] })
  const withKey = () => n3(['api-keys', 'usage', '--json'], { N3_API_KEY: key })
  expect(JSON.parse(done(await withKey()))).toEqual(expect.any(Array))
  expect(await keys.revoke(keyId)).toMatchObject({ state: 'revoked' })
  expect(failed(await withKey())).toMatchObject({
    code: 10,
    error: { code: 'KEY_REVOKED', nextStep: expect.stringContaining('Make a new one') },
  })
})

describe('through n3 serve', () => {
  const home = join(root, 'serving')
  const tokenFile = join(home, 'serve.token')
  let sidecar: Program
  beforeAll(async () => {
    await prepareRenterHome(home, renterAccount.address, network.dealer)
    sidecar = await launchProgram({
      file: 'packages/sdk/src/cli/main.ts',
      args: ['serve', '--port', '0', '--max-spend', '5', '--json'],
      env: programEnv({ N3_HOME: home, N3_URL: siteUrl, N3_PRIVATE_KEY: renterKey }),
      urlIn: (log) => /"url":"([^"]+)"/.exec(log)?.[1],
    })
  })
  afterAll(() => sidecar?.stop())

  const input = join(root, 'plain.txt')
  const runExample = async (program: string, args: readonly string[]) => {
    const env = programEnv({ N3_SERVE_URL: sidecar.url, N3_SERVE_TOKEN_FILE: tokenFile })
    const { stdout } = await promisify(execFile)(program, [...args, module, input], { env })
    return stdout
  }
  const example = (file: string) => join(import.meta.dirname, '../../examples', file)

  test('curl and a Python script do whole jobs without any cryptography of their own', async () => {
    writeFileSync(input, 'a text that only a node reads')
    expect(statSync(tokenFile).mode & 0o077).toBe(0)
    const runs = [runExample('sh', [example('curl/rent-and-run.sh')])]
    if (spawnSync('python3', ['--version']).status === 0) {
      runs.push(runExample('python3', [example('python/rent_and_run.py')]))
    }
    for (const output of await Promise.all(runs)) expect(output).toBe('a text that only a node reads')
  })

  test('a page cannot use it, by its own name or by one that resolves to it, and nobody without the token', async () => {
    const token = readFileSync(tokenFile, 'utf8')
    const ask = (headers: Record<string, string>, path = '/leases') =>
      new Promise<{ status: number | undefined; code: string; cors: unknown }>((resolve, reject) => {
        const request = httpRequest(new URL(path, sidecar.url), { headers }, async (response) => {
          const body = JSON.parse((await response.toArray()).join(''))
          const cors = response.headers['access-control-allow-origin']
          resolve({ status: response.statusCode, code: body.code, cors })
        })
        request.on('error', reject).end()
      })
    const authorization = `Bearer ${token}`
    const refused = { status: 403, code: 'FORBIDDEN', cors: undefined }
    expect(await ask({ authorization, host: 'evil.example' })).toEqual(refused)
    expect(await ask({ authorization, origin: 'http://evil.example' })).toEqual(refused)
    expect(await ask({ authorization, 'sec-fetch-site': 'cross-site' })).toEqual(refused)
    expect(await ask({})).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
    expect(await ask({ authorization: 'Bearer guess' })).toMatchObject({ status: 401 })
    expect(await ask({ authorization })).toMatchObject({ status: 200 })
    expect(await ask({ authorization }, '/jobs/job_0')).toMatchObject({ status: 400, code: 'INPUT_INVALID' })
  })

  test('it pays no more than it was allowed to', async () => {
    const headers = {
      authorization: `Bearer ${readFileSync(tokenFile, 'utf8')}`,
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ slots: 4, minutes: 5, budget: '100' })
    const answer = await fetch(`${sidecar.url}/leases`, { method: 'POST', headers, body })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ code: 'BUDGET_TOO_SMALL', status: 409 })
  })
})

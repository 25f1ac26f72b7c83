import { createHash } from 'node:crypto'
import {
  blobAccessTypedData,
  encodeBlobToken,
  type JobAction,
  jobActionTypedData,
  jobRequestTypedData,
} from '@network3/chain/job-typed-data'
import { voucherTypedData } from '@network3/chain/lease-typed-data'
import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import type { Hex } from '@network3/core/hex'
import { getJob } from '@network3/db/queries/job/get-job'
import { getLeaseUsage } from '@network3/db/queries/lease/get-lease-usage'
import { assignJobs } from '@network3/db/write/assign-jobs'
import { putBlob } from '@network3/db/write/blobs'
import { changeJob } from '@network3/db/write/change-job'
import { insertJobLog } from '@network3/db/write/job-logs'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { bytesToHex, hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { seedLeases } from '../../testing/seed-leases.ts'
import { type ApiServer, serveApi } from '../../testing/serve-api.ts'
import { nodeAddress, operatorAddress, TIP_AT, testDeployment } from '../../testing/test-actors.ts'

const session = privateKeyToAccount(`0x${'5e'.repeat(32)}`)
const stranger = privateKeyToAccount(`0x${'5f'.repeat(32)}`)
const { chainId, contracts } = testDeployment
const NOW_MS = (TIP_AT + 1) * 1000
const NAME = `did:n3:0x${'a1'.repeat(20)}#laptop`
const NODES = [nodeAddress(3, 0), nodeAddress(3, 1)]
const dealer = startKeyDealer()
const bundle = bytesToHex(createBundle(dealer.domain, dealer.issue(NAME, epochAt(NOW_MS))))

let api: TestApi
let server: ApiServer
let moduleBlob: Hex
let inputBlob: Hex
beforeAll(async () => {
  api = await createTestApi()
  await seedLeases(api.writer)
  const { pool } = api.context
  await pool.query(
    'UPDATE lease SET voucher_signer = $1, expires_at = to_timestamp($2) WHERE id IN (1, 4, 7, 8)',
    [hexToBytes(session.address), TIP_AT + 900],
  )
  await pool.query("UPDATE lease SET kind = 'bandwidth' WHERE id = 8")
  const masterKey = Buffer.from(dealer.domain.masterPublicKey)
  await pool.query('UPDATE key_generation SET master_public_key = $1 WHERE number = 2', [masterKey])
  await pool.query('DELETE FROM node WHERE operator = $1', [hexToBytes(operatorAddress(3))])
  for (const node of NODES) {
    await pool.query(
      `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at)
       VALUES ($1, $2, 1, 'DE', $3, 1, now())`,
      [hexToBytes(node), hexToBytes(operatorAddress(3)), Buffer.alloc(32)],
    )
  }
  moduleBlob = await store('sealed module')
  inputBlob = await store('sealed input')
  server = await serveApi(api.context)
})
afterAll(async () => {
  await server.stop()
  await api.close()
})

async function store(text: string): Promise<Hex> {
  const content = Buffer.from(text)
  const hash: Hex = `0x${createHash('sha256').update(content).digest('hex')}`
  const at = new Date(NOW_MS)
  await putBlob(api.context.pool, { hash, content, now: at, expiresAt: new Date(NOW_MS + 60_000) })
  return hash
}

type Request = Parameters<typeof jobRequestTypedData>[2]
let keys = 0

async function requestOf(changes: Partial<Request> = {}, signer = session) {
  const limits = { memoryBytes: 1_000, gas: '1000', wallMs: 1_000, outputBytes: 1_000 }
  const request: Request = {
    ...{ leaseId: 1n, requestKey: `key ${keys++}`, kind: 'wasm', class: 'D0', moduleBlob, inputBlob },
    terms: { args: [], seed: `0x${'00'.repeat(32)}`, clockMs: 0, limits, submitter: { name: NAME, bundle } },
    ...{ sealedTo: NODES, deadline: BigInt(TIP_AT + 100), ...changes },
  }
  const signature = await signer.signTypedData(jobRequestTypedData(chainId, contracts.leaseMarket, request))
  const { submitter } = request.terms
  if (submitter === null) throw new Error('a private job has a submitter')
  return {
    ...{ ...request, leaseId: String(request.leaseId), sealedTo: [...request.sealedTo] },
    ...{ terms: { ...request.terms, submitter }, deadline: Number(request.deadline), signature },
  }
}
const submit = async (changes: Partial<Request> = {}) => api.caller.jobs.submit(await requestOf(changes))

async function actionOf(jobId: string, action: JobAction['action'], signer = session, leaseId = 1n) {
  const data = jobActionTypedData(chainId, contracts.leaseMarket, { leaseId, jobId, action })
  return { leaseId: String(leaseId), jobId, signature: await signer.signTypedData(data) }
}
async function voucherOf(cumulativeUnits: bigint, signer = session) {
  const data = voucherTypedData(chainId, contracts.leaseMarket, { leaseId: 1n, cumulativeUnits })
  return { cumulativeUnits: String(cumulativeUnits), signature: await signer.signTypedData(data) }
}

/** As a gateway leaves it when a node has returned it. */
async function returnJob(jobId: string, billedMs: bigint): Promise<void> {
  const { pool } = api.context
  const now = new Date(NOW_MS)
  const job = await getJob(pool, jobId)
  const [node] = NODES
  if (job === undefined || node === undefined) throw new Error('no job')
  const assignment = { job, node, operator: operatorAddress(3), subnet: `0x${'01'.repeat(32)}` as const }
  await assignJobs(pool, { assignments: [assignment], gateway: 'g1', now })
  const receipt = { jobId, fence: 1, node, gas: '5' }
  await changeJob(pool, { jobId, now }, ({ apply }) =>
    apply(
      { type: 'return', fence: 1, verdict: 'agreed' },
      {
        attempt: { receipt },
        agreed: [1],
        billedMs,
        resultBlob: inputBlob,
        acceptsAt: new Date(NOW_MS + 600_000),
      },
    ),
  )
}

describe('jobs.submit', () => {
  test('queues what the session key signed, and tells where it stands', async () => {
    const job = await submit()
    expect(job).toMatchObject({ isNew: true, state: 'queued', leaseId: '1', visibility: 'private', fence: 0 })
    const found = await api.caller.jobs.get({ jobId: job.jobId })
    expect(found).toMatchObject({
      reason: { code: 'JOB_QUEUED' },
      attempts: [],
      dueUnits: null,
      usage: { slots: 2 },
    })
    const { items } = await api.caller.jobs.find({ leaseId: '1', state: 'queued' })
    expect(items.map(({ jobId }) => jobId)).toContain(job.jobId)
  })

  test('sent ten times at once it is one job; another job under its key is a conflict', async () => {
    const request = await requestOf({ requestKey: 'once' })
    const all = await Promise.all(Array.from({ length: 10 }, () => api.caller.jobs.submit(request)))
    expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1)
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
    const other = submit({ requestKey: 'once', class: 'D1' })
    await expect(other).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('refuses what another key signed, and what was changed after signing', async () => {
    const forged = api.caller.jobs.submit(await requestOf({}, stranger))
    await expect(forged).rejects.toMatchObject({
      code: 'FORBIDDEN',
      cause: { code: 'JOB_SIGNATURE_INVALID' },
    })
    const changed = { ...(await requestOf()), deadline: TIP_AT + 101 }
    await expect(api.caller.jobs.submit(changed)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  const refusals: [string, Partial<Request>, string][] = [
    ['a lease that is not there', { leaseId: 99n }, 'NOT_FOUND'],
    ['a lease that thaws', { leaseId: 4n }, 'JOB_LEASE_NOT_OPEN'],
    ['a lease that is closed', { leaseId: 7n }, 'JOB_LEASE_NOT_OPEN'],
    ['a lease of bandwidth', { leaseId: 8n }, 'JOB_LEASE_NOT_COMPUTE'],
    ['nodes of somebody else', { sealedTo: [nodeAddress(4, 0)] }, 'JOB_NOT_SEALED_TO_LEASE'],
    ['blobs that are not stored', { inputBlob: `0x${'99'.repeat(32)}` }, 'JOB_BLOB_MISSING'],
    ['a deadline that has passed', { deadline: BigInt(TIP_AT) }, 'JOB_DEADLINE_INVALID'],
    ['a deadline a month ahead', { deadline: BigInt(TIP_AT + 2_600_000) }, 'JOB_DEADLINE_INVALID'],
  ]
  for (const [words, changes, code] of refusals) {
    test(`refuses ${words} with ${code}`, async () => {
      await expect(submit(changes)).rejects.toMatchObject({ cause: { code } })
    })
  }

  test('refuses a key that results cannot be sealed to, and limits beyond the ceilings', async () => {
    const { terms } = await requestOf()
    const notMine = { ...terms, submitter: { name: NAME.replace('laptop', 'phone'), bundle } }
    await expect(submit({ terms: notMine })).rejects.toMatchObject({ cause: { code: 'INPUT_INVALID' } })
    const greedy = { ...terms, limits: { ...terms.limits, gas: '1000000000001' } }
    await expect(submit({ terms: greedy })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('jobs.why', () => {
  test('gives for each node the one thing that fails, with need and have', async () => {
    const { pool } = api.context
    await pool.query(
      `INSERT INTO node_session (node, gateway, stream, online_since, last_seen_at, slots, free_slots, memory_bytes,
         kinds, classes, agent, subnet)
       VALUES ($1, 'g1', 's', $2, $2, 2, 2, 999, '{wasm}', '{D0}', 'test', $3)`,
      [hexToBytes(NODES[0] ?? '0x'), new Date(NOW_MS - 1_000), Buffer.alloc(32)],
    )
    const { jobId } = await submit()
    const { nodes, slots, job } = await api.caller.jobs.why({ jobId })
    expect(job.reason.code).toBe('JOB_QUEUED')
    expect(slots).toEqual({ rented: 2, inUse: 0 })
    const of = (index: number) => nodes.find(({ node }) => node.toLowerCase() === NODES[index])
    expect(of(0)).toMatchObject({ reason: { code: 'MATCH_MEMORY' }, need: '1000 bytes', have: '999 bytes' })
    expect(of(1)).toMatchObject({ reason: { code: 'MATCH_KIND' }, need: 'wasm', have: '' })
    await pool.query('UPDATE node_session SET memory_bytes = 1000')
    const again = await api.caller.jobs.why({ jobId })
    expect(again.nodes.map(({ reason }) => reason.code).sort()).toEqual(['MATCH_KIND', 'MATCH_OK'])
  })

  test('of a job that is not there is NOT_FOUND', async () => {
    const jobId = `job_${'0'.repeat(32)}`
    await expect(api.caller.jobs.why({ jobId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.caller.jobs.get({ jobId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('what is said to a job', () => {
  test('cancelled by its key only, once, and not after it returned', async () => {
    const { jobId } = await submit()
    const foreign = api.caller.jobs.cancel(await actionOf(jobId, 'cancel', stranger))
    await expect(foreign).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const action = await actionOf(jobId, 'cancel')
    expect(await api.caller.jobs.cancel(action)).toMatchObject({
      state: 'failed',
      reason: { code: 'JOB_CANCELLED' },
    })
    expect(await api.caller.jobs.cancel(action)).toMatchObject({ reason: { code: 'JOB_CANCELLED' } })
    const returned = await submit()
    await returnJob(returned.jobId, 1n)
    const late = api.caller.jobs.cancel(await actionOf(returned.jobId, 'cancel'))
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', cause: { code: 'JOB_STATE_CHANGED' } })
    await api.caller.jobs.dispute(await actionOf(returned.jobId, 'dispute'))
  })

  test('a signature for one job or deed is none for another', async () => {
    const [first, second] = [await submit(), await submit()]
    const action = await actionOf(first.jobId, 'cancel')
    const other = api.caller.jobs.cancel({ ...action, jobId: second.jobId })
    await expect(other).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api.caller.jobs.dispute(action)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('accepted with vouchers that add up over all jobs, also at once', async () => {
    const jobs = await Promise.all([1, 2, 3].map(() => submit()))
    for (const { jobId } of jobs) await returnJob(jobId, 1_400n)
    const [first, second, third] = jobs.map(({ jobId }) => jobId)
    if (first === undefined || second === undefined || third === undefined) throw new Error('no jobs')
    expect((await api.caller.jobs.get({ jobId: first })).dueUnits).toBe('2')
    const accept = async (jobId: string, units: bigint, signer = session) =>
      api.caller.jobs.accept({
        ...(await actionOf(jobId, 'accept')),
        voucher: await voucherOf(units, signer),
      })
    await expect(accept(first, 1n)).rejects.toMatchObject({ cause: { code: 'VOUCHER_TOO_LOW' } })
    await expect(accept(first, 2n, stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(accept(first, 101n)).rejects.toMatchObject({ cause: { code: 'INPUT_INVALID' } })
    // Both pay as if the other were not there: one is too low by then.
    const both = await Promise.allSettled([accept(first, 2n), accept(second, 2n)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const left = both[0]?.status === 'fulfilled' ? second : first
    await accept(left, 3n)
    await accept(third, 5n)
    const usage = await getLeaseUsage(api.context.pool, 1n)
    expect(usage).toMatchObject({ acceptedMs: 4_200n, voucher: { cumulativeUnits: 5n } })
    const { rows } = await api.context.pool.query(
      "SELECT count(*)::int AS n FROM work_receipt WHERE is_valid AND origin = 'rented'",
    )
    expect(rows).toEqual([{ n: 3 }])
  })

  test('disputed it is not counted, and no voucher is due for it', async () => {
    const { jobId } = await submit()
    await returnJob(jobId, 50_000n)
    const before = await getLeaseUsage(api.context.pool, 1n)
    expect(await api.caller.jobs.dispute(await actionOf(jobId, 'dispute'))).toMatchObject({
      state: 'disputed',
    })
    expect((await getLeaseUsage(api.context.pool, 1n)).acceptedMs).toBe(before.acceptedMs)
    const accept = { ...(await actionOf(jobId, 'accept')), voucher: await voucherOf(60n) }
    await expect(api.caller.jobs.accept(accept)).rejects.toMatchObject({
      cause: { code: 'JOB_STATE_CHANGED' },
    })
  })
})

test('jobs.findLogs pages through the pieces in order', async () => {
  const { jobId } = await submit()
  const { pool } = api.context
  const job = await getJob(pool, jobId)
  const [node] = NODES
  if (job === undefined || node === undefined) throw new Error('no job')
  const assignment = { job, node, operator: undefined, subnet: `0x${'01'.repeat(32)}` as const }
  await assignJobs(pool, { assignments: [assignment], gateway: 'g1', now: new Date(NOW_MS) })
  for (const index of [2, 0, 1]) {
    await insertJobLog(pool, { jobId, fence: 1, node, index, envelope: `0x0${index}`, at: new Date(NOW_MS) })
  }
  const page = await api.caller.jobs.findLogs({ jobId, limit: 2 })
  const rest = await api.caller.jobs.findLogs({ jobId, limit: 2, cursor: page.nextCursor ?? '' })
  expect([...page.items, ...rest.items].map(({ envelope }) => envelope)).toEqual(['0x00', '0x01', '0x02'])
  expect(rest.nextCursor).toBeNull()
})

test('jobs.findRecipients gives each node with its newest key and its state', async () => {
  const [node] = NODES
  const name = `did:n3:${node}#node`
  const today = epochAt(NOW_MS)
  const publish = (epoch: number) =>
    api.context.pool.query(
      `INSERT INTO key_bundle (master_public_key, position, name, epoch, user_point, key_hash, leaf, bundle, published_at)
       VALUES ($1, $2, $3, $2, $4, $4, $4, $5, now())`,
      [
        ...[Buffer.from(dealer.domain.masterPublicKey), epoch, name, Buffer.alloc(32, epoch)],
        Buffer.from(createBundle(dealer.domain, dealer.issue(name, epoch))),
      ],
    )
  for (const epoch of [today - 2, today - 1, today]) await publish(epoch)
  const { nodes, voucherSigner } = await api.caller.jobs.findRecipients({ leaseId: '1' })
  expect(voucherSigner).toBe(session.address)
  expect(nodes.map(({ name, isOnline, reason }) => [name, isOnline, reason.code])).toEqual([
    [name, true, 'NODE_ONLINE'],
    [`did:n3:${NODES[1]}#node`, false, 'NODE_NEVER_SEEN'],
  ])
  expect(nodes.map(({ bundle }) => bundle === null)).toEqual([false, true])
})

describe('/api/v1/blobs', () => {
  const url = (content: Uint8Array) =>
    `${server.origin}/api/v1/blobs/${createHash('sha256').update(content).digest('hex')}`
  async function tokenOf(leaseId = 1n, signer = session, expiresAt = BigInt(TIP_AT + 600)) {
    const access = { leaseId, expiresAt }
    return encodeBlobToken(
      access,
      await signer.signTypedData(blobAccessTypedData(chainId, contracts.leaseMarket, access)),
    )
  }
  const put = (content: Uint8Array<ArrayBuffer>, token: string, to = url(content)) =>
    fetch(to, { method: 'PUT', body: content, headers: { authorization: `Bearer ${token}` } })

  test('stores under the hash and gives back the same bytes', async () => {
    const content = new Uint8Array(100_000).fill(7)
    const token = await tokenOf()
    expect((await put(content, token)).status).toBe(200)
    const answer = await fetch(url(content), { headers: { authorization: `Bearer ${token}` } })
    expect(Buffer.compare(await answer.bytes(), content)).toBe(0)
  })

  test('refuses other hashes, other keys, closed leases, expired tokens, no token, too many bytes', async () => {
    const content = Uint8Array.of(1, 2, 3)
    const statuses = [
      (await put(content, await tokenOf(), url(Uint8Array.of(9)))).status,
      (await put(content, await tokenOf(1n, stranger))).status,
      (await put(content, await tokenOf(7n))).status,
      (await put(content, await tokenOf(1n, session, BigInt(TIP_AT)))).status,
      (await put(content, await tokenOf(1n, session, BigInt(TIP_AT + 100_000)))).status,
      (await fetch(url(content))).status,
      (await put(new Uint8Array(8 * 2 ** 20 + 1), await tokenOf())).status,
      (await put(content, await tokenOf(), `${server.origin}/api/v1/blobs/xyz`)).status,
    ]
    expect(statuses).toEqual([422, 403, 412, 401, 401, 401, 413, 400])
  })
})

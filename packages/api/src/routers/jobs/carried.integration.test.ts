import { createHash } from 'node:crypto'
import { blobAccessTypedData, encodeBlobToken } from '@network3/chain/job-typed-data'
import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import { getJob } from '@network3/db/queries/job/get-job'
import { assignJobs } from '@network3/db/write/assign-jobs'
import { insertJobLog } from '@network3/db/write/job-logs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJobApi, dealer, NODES, NOW_MS, session, stranger } from '../../testing/create-job-api.ts'
import type { TestApi } from '../../testing/create-test-api.ts'
import { type ApiServer, serveApi } from '../../testing/serve-api.ts'
import { TIP_AT, testDeployment } from '../../testing/test-actors.ts'

const { chainId, contracts } = testDeployment
let jobs: Awaited<ReturnType<typeof createJobApi>>
let api: TestApi
let server: ApiServer
beforeAll(async () => {
  jobs = await createJobApi()
  api = jobs.api
  server = await serveApi(api.context)
})
afterAll(async () => {
  await server.stop()
  await api.close()
})
const submit: typeof jobs.submit = (...args) => jobs.submit(...args)

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
  await jobs.bringOnline()
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

import { createHash } from 'node:crypto'
import {
  type JobAction,
  type JobRequest,
  jobActionTypedData,
  jobRequestTypedData,
} from '@network3/chain/job-typed-data'
import { voucherTypedData } from '@network3/chain/lease-typed-data'
import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import type { Hex } from '@network3/core/hex'
import { getJob } from '@network3/db/queries/job/get-job'
import { assignJobs } from '@network3/db/write/assign-jobs'
import { putBlob } from '@network3/db/write/blobs'
import { changeJob } from '@network3/db/write/change-job'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { bytesToHex, hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createTestApi } from './create-test-api.ts'
import { seedLeases } from './seed-leases.ts'
import { nodeAddress, operatorAddress, TIP_AT, testDeployment } from './test-actors.ts'

/** The session key of leases 1 (compute, open), 4 (thaws), 7 (closed) and 8 (bandwidth), and a key of nothing. */
export const session = privateKeyToAccount(`0x${'5e'.repeat(32)}`)
export const stranger = privateKeyToAccount(`0x${'5f'.repeat(32)}`)
const { chainId, contracts } = testDeployment
export const NOW_MS = (TIP_AT + 1) * 1000
export const NAME = `did:n3:0x${'a1'.repeat(20)}#laptop`
export const NODES = [nodeAddress(3, 0), nodeAddress(3, 1)]
export const dealer = startKeyDealer()
export const bundle = bytesToHex(createBundle(dealer.domain, dealer.issue(NAME, epochAt(NOW_MS))))

/** The API with leases whose operator has two nodes, and what their session key can say. */
export async function createJobApi() {
  const api = await createTestApi()
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

  async function store(text: string): Promise<Hex> {
    const content = Buffer.from(text)
    const hash: Hex = `0x${createHash('sha256').update(content).digest('hex')}`
    const at = new Date(NOW_MS)
    await putBlob(api.context.pool, { hash, content, now: at, expiresAt: new Date(NOW_MS + 60_000) })
    return hash
  }

  const moduleBlob = await store('sealed module')
  const inputBlob = await store('sealed input')
  let keys = 0

  /** A request to run stored envelopes on lease 1, signed. */
  async function requestOf(changes: Partial<JobRequest> = {}, signer = session) {
    const limits = { memoryBytes: 1_000, gas: '1000', wallMs: 1_000, outputBytes: 1_000 }
    const request: JobRequest = {
      ...{ leaseId: 1n, requestKey: `key ${keys++}`, kind: 'wasm', class: 'D0', moduleBlob, inputBlob },
      terms: {
        args: [],
        seed: `0x${'00'.repeat(32)}`,
        clockMs: 0,
        limits,
        submitter: { name: NAME, bundle },
      },
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

  /** The first node has two slots free, and a byte less memory than the requests ask for. */
  async function bringOnline(): Promise<void> {
    await api.context.pool.query(
      `INSERT INTO node_session (node, gateway, stream, online_since, last_seen_at, slots, free_slots, memory_bytes,
         kinds, classes, agent, subnet)
       VALUES ($1, 'g1', 's', $2, $2, 2, 2, 999, '{wasm}', '{D0}', 'test', $3)`,
      [hexToBytes(NODES[0] ?? '0x'), new Date(NOW_MS - 1_000), Buffer.alloc(32)],
    )
  }

  return {
    api,
    ...{ requestOf, actionOf, voucherOf, returnJob, bringOnline },
    submit: async (changes: Partial<JobRequest> = {}) => api.caller.jobs.submit(await requestOf(changes)),
  }
}

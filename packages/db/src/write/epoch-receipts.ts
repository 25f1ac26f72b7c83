import type { Address, Hex } from '@network3/core/hex'
import type { Pool, PoolClient } from '../pool.ts'
import { hexFromDb, hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'
import { lockToClose } from './measuring-lock.ts'

/** Everything measured in an epoch, as rows. */
export type Measured = {
  answers: { node: Address; slot: number; before: number; signature: Hex }[]
  work: { origin: string; isValid: boolean; leaseId: string | null; input: Hex | null; receipt: unknown }[]
  /** Nodes that did not return their canary in time, and how many. */
  late: Map<Address, number>
  /** Keyed hash of the /24 or /48 a node last dialled from. */
  subnets: Map<Address, Hex>
}

/**
 * Closes an epoch: what `compose` makes of everything measured is its receipts for good, and whatever is measured
 * later counts in the next. False when it is closed already, by whichever gateway.
 */
export async function closeEpochReceipts(
  pool: Pool,
  epoch: bigint,
  compose: (measured: Measured) => { hash: Hex; content: string },
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await lockToClose(tx)
    const closed = await tx.query('SELECT 1 FROM epoch_receipts WHERE epoch = $1', [epoch])
    if (closed.rowCount !== 0) return false
    const { hash, content } = compose(await readMeasured(tx, epoch))
    await tx.query(
      'INSERT INTO epoch_receipts (epoch, hash, content, published_at) VALUES ($1, $2, $3, now())',
      [epoch, hexToDb(hash), content],
    )
    // What of them is needed is in the text now.
    await tx.query('DELETE FROM uptime_answer WHERE epoch <= $1', [epoch])
    return true
  })
}

/** The newest epoch that is closed, and at least `posted`: what is on chain needs no receipts any more. */
export async function findLastClosedEpoch(pool: Pool, posted: bigint): Promise<bigint> {
  const { rows } = await pool.query<{ last: bigint }>(
    'SELECT GREATEST(COALESCE(max(epoch), 0), $1::bigint) AS last FROM epoch_receipts',
    [posted],
  )
  return rows[0]?.last ?? posted
}

async function readMeasured(tx: PoolClient, epoch: bigint): Promise<Measured> {
  const answers = await tx.query<{ node: Buffer; slot: number; before: number; signature: Buffer }>(
    'SELECT node, slot, before, signature FROM uptime_answer WHERE epoch = $1 ORDER BY node, slot',
    [epoch],
  )
  const work = await tx.query<{
    origin: string
    is_valid: boolean
    lease_id: string | null
    input: Buffer | null
    receipt: unknown
  }>(
    `SELECT w.origin, w.is_valid, w.lease_id, c.input, w.receipt
     FROM work_receipt w LEFT JOIN canary c ON c.job_id = w.job_id WHERE w.epoch = $1`,
    [epoch],
  )
  const late = await settleCanaries(tx, epoch)
  const subnets = await tx.query<{ node: Buffer; subnet: Buffer }>(
    `SELECT node, subnet FROM node_session WHERE node IN (
       SELECT node FROM uptime_answer WHERE epoch = $1 UNION SELECT node FROM work_receipt WHERE epoch = $1)`,
    [epoch],
  )
  return {
    answers: answers.rows.map(({ node, signature, ...rest }) => ({
      ...rest,
      node: hexFromDb(node),
      signature: hexFromDb(signature),
    })),
    work: work.rows.map(({ is_valid, lease_id, input, ...rest }) => ({
      ...rest,
      isValid: is_valid,
      leaseId: lease_id,
      input: input === null ? null : hexFromDb(input),
    })),
    late,
    subnets: new Map(subnets.rows.map(({ node, subnet }) => [hexFromDb(node), hexFromDb(subnet)])),
  }
}

/**
 * Canaries still open when the epoch is closed: late when the node had begun or was given it in time, dropped when it
 * never reached the node, or was lost with its session (which the challenges show).
 */
async function settleCanaries(tx: PoolClient, epoch: bigint): Promise<Map<Address, number>> {
  await tx.query(
    `UPDATE canary c SET judged_at = now(), status = CASE WHEN EXISTS (
       SELECT 1 FROM job_attempt a WHERE a.job_id = c.job_id
         AND (a.status <> 'ended' OR a.reason = 'ATTEMPT_TIMED_OUT')) THEN 'late' ELSE 'dropped' END
     WHERE c.epoch <= $1 AND c.status = 'given'`,
    [epoch],
  )
  const { rows } = await tx.query<{ node: Buffer; late: bigint }>(
    `SELECT node, count(*) AS late FROM canary WHERE epoch = $1 AND status = 'late' GROUP BY node`,
    [epoch],
  )
  return new Map(rows.map(({ node, late }) => [hexFromDb(node), Number(late)]))
}

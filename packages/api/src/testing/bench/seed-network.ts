import { rewardsAbi } from '@network3/chain/abi/rewards'
import { eventKindOf } from '@network3/core/event-kinds'
import type { Hex } from '@network3/core/hex'
import { packLog } from '@network3/core/packed-log'
import { createClient, type Pool } from '@network3/db/pool'
import { bodyLimit, createRowBytes, encodeBody, writeAddresses } from '@network3/db/write/event-body'
import { buildEventIndices, dropEventIndices } from '@network3/db/write/event-indices'
import { rebuildRanks } from '@network3/db/write/ranks'
import { createTip } from '@network3/db/write/tip'
import { encodeAbiParameters, encodeEventTopics } from 'viem'
import { blockHash, N3, operatorAddress } from '../test-actors.ts'

export type Size = { operators: number; events: number }

/** Events of a block. */
const PER_BLOCK = 100
const DAY_HOURS = 24

/** SQL for the address of the i-th of something: as far apart as real ones are. */
const addressOf = (what: string, index: string) =>
  `substr(sha256(convert_to('${what}' || ${index}, 'UTF8')), 1, 20)`
const operator = (index = 'i') => addressOf('operator', index)
const node = (index = 'i') => addressOf('node', index)
const staker = (index: string) => addressOf('staker', index)
const hashOf = (what: string, index = 'i') => `sha256(convert_to('${what}' || ${index}, 'UTF8'))`

/**
 * Fills a database as the indexer, gateways and operators would leave it: operators with pools, nodes, positions,
 * hours, ranks and rewards; every event a row; a market of one offer for 15 operators, as many leases, and jobs. All
 * from the row's number, so that the same size is the same data; only its times end with now. `epoch`: the one of now.
 */
export async function seedNetwork(databaseUrl: string, pool: Pool, size: Size, epoch: bigint): Promise<void> {
  const { operators, events } = size
  const blocks = Math.ceil(events / PER_BLOCK)
  const writer = createClient(databaseUrl, 'network3-bench-seed')
  await writer.connect()
  try {
    // What a crash would lose is made again by the next run.
    await writer.query('SET synchronous_commit = off')
    await writer.query("SET work_mem = '128MB'")
    await dropEventIndices(writer)
    const run = (sql: string, values: unknown[] = []) => writer.query(sql, values)
    await seedChain(run, writer, blocks)
    await seedEvents(run, { operators, events })
    await seedOperators(run, operators)
    await seedEarnings(run, operators, epoch)
    await seedMarket(run, operators)
    await buildEventIndices(writer)
    await run('ANALYZE operator, operator_hour')
    await rebuildRanks(pool)
    // Autovacuum would do it in its own time, and in ours.
    await run('VACUUM (ANALYZE)')
  } finally {
    await writer.end()
  }
}

/** Makes kept data the present again, as far as an answer depends on the clock. False: nothing, or not all, is in. */
export async function renewNetwork(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT FROM operator_rank LIMIT 1')
  if (rowCount === 0) return false
  await pool.query("UPDATE node_session SET last_seen_at = now() + interval '1 hour'")
  await pool.query('VACUUM (ANALYZE) node_session')
  return true
}

type Run = (sql: string, values?: unknown[]) => Promise<unknown>

async function seedChain(run: Run, writer: Parameters<typeof createTip>[0], blocks: number): Promise<void> {
  const heads = { head: BigInt(blocks), safe: BigInt(blocks), finalized: BigInt(blocks) }
  const minedAt = Math.floor(Date.now() / 1000) - 2 * blocks
  const anchor = { number: 0n, hash: blockHash(0), parentHash: blockHash(0), minedAt }
  await createTip(writer, { chainId: 31337n, deploymentHash: blockHash(0), startBlock: 1n, anchor, heads })
  await run(
    `INSERT INTO block (number, hash, parent_hash, mined_at)
     SELECT i, ${hashOf('block')}, ${hashOf('block', '(i - 1)')}, now() - make_interval(secs => 2 * ($1 - i))
     FROM generate_series(1, $1::int) i`,
    [blocks],
  )
  await run(
    `UPDATE indexer_tip SET (block_number, block_hash, block_mined_at, head_number, safe_number, finalized_number, updated_at)
       = (SELECT number, hash, mined_at, number, number, number, now() FROM block ORDER BY number DESC LIMIT 1)`,
  )
}

/** A body says where its row's addresses stand, so one does for all rows of a kind. */
function bodyOf(contract: string, name: string, log: { topics: Hex[]; data: Hex; operator: Hex }): Buffer {
  const packed = packLog(log)
  const target = Buffer.alloc(bodyLimit(packed))
  const row = createRowBytes()
  writeAddresses(row, { operator: log.operator, account: null, node: null })
  const { selector } = eventKindOf(contract, name)
  return target.subarray(0, encodeBody({ packed, amountWei: 7n * N3 }, row, selector, target, 0))
}

async function seedEvents(run: Run, { operators, events }: Size): Promise<void> {
  const sample = operatorAddress(1)
  const amounts = [7n * N3, N3, 6n * N3, false, 7n * N3, 7n * N3]
  const types = ['uint256', 'uint256', 'uint256', 'bool', 'uint256', 'uint256'].map((type) => ({ type }))
  const topics = encodeEventTopics({
    abi: rewardsAbi,
    eventName: 'Claimed',
    args: { operator: sample, epoch: 3n },
  }).flatMap((topic) => (typeof topic === 'string' ? [topic] : []))
  const claimed = bodyOf('rewards', 'Claimed', {
    topics,
    data: encodeAbiParameters(types, amounts),
    operator: sample,
  })
  const kinds = { rewards: eventKindOf('staking', 'RewardsAdded'), claims: eventKindOf('rewards', 'Claimed') }
  const added = bodyOf('staking', 'RewardsAdded', {
    topics: [kinds.rewards.selector, `0x${sample.slice(2).padStart(64, '0')}`],
    data: encodeAbiParameters([{ type: 'uint256' }], [7n * N3]),
    operator: sample,
  })
  await run(
    `INSERT INTO event (block_number, log_index, kind, tx_hash, operator, account, node, body)
     SELECT 1 + (i - 1) / ${PER_BLOCK}, (i - 1) % ${PER_BLOCK}, CASE WHEN i % 5 = 0 THEN $3::int ELSE $4::int END,
       ${hashOf('tx')}, ${operator('(i % $2)')}, NULL, NULL, CASE WHEN i % 5 = 0 THEN $5::bytea ELSE $6::bytea END
     FROM generate_series(1, $1::int) i`,
    [events, operators, kinds.claims.id, kinds.rewards.id, claimed, added],
  )
}

async function seedOperators(run: Run, operators: number): Promise<void> {
  await run(
    `INSERT INTO operator (address, first_seen_at, node_count, pool_assets_wei, pool_shares, self_shares,
       commission_bps, delegator_count, earned_total_wei, paid_total_wei, stream_updated_at)
     SELECT ${operator()}, now() - interval '90 days', 1 + (i % 3 = 0)::int, assets, assets * 1000000,
       assets * 500000, (i % 41) * 50, 2, (i::bigint * 7919 % 1000003)::numeric * 1e15, (i::bigint * 6007 % 1000003)::numeric * 5e14,
       now() - interval '1 hour'
     FROM generate_series(0, $1::int - 1) i,
       LATERAL (SELECT (200 + i::bigint * 104729 % 900001)::numeric * 1e18 AS assets) a`,
    [operators],
  )
  await run(
    `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at)
     SELECT ${node()}, ${operator('(i % $1)')}, 1 + i % 15, (ARRAY['DE','FR','JP','BR','US','IN','NZ','IS'])[1 + i % 8],
       ${hashOf('spec')}, 1, now() - interval '90 days' + make_interval(secs => i)
     FROM generate_series(0, ($1::int * 4 / 3)::int) i`,
    [operators],
  )
  await run(
    `INSERT INTO node_session (node, gateway, stream, online_since, last_seen_at, slots, free_slots, memory_bytes, kinds,
       classes, agent, subnet)
     SELECT ${node()}, 'g1', 's', now() - interval '1 hour', now() + interval '1 hour', 2, 1, 1073741824,
       '{wasm,onnx}', '{D0,D1}', 'bench', ${hashOf('subnet', '(i / 2)')}
     FROM generate_series(0, $1::int, 10) i`,
    [operators],
  )
  await run(
    `INSERT INTO stake_position (operator, staker, shares, staked_wei, taken_wei, updated_at)
     SELECT ${operator()}, CASE k WHEN 0 THEN ${operator()} ELSE ${staker('((i::bigint * 2 + k) % ($1 / 2 + 1))')} END,
       (100 + i)::numeric * 1e24, (100 + i)::numeric * 1e18, 0, now() - interval '9 days'
     FROM generate_series(0, $1::int - 1) i, generate_series(0, 2) k`,
    [operators],
  )
  await run(
    `INSERT INTO unstake_request (id, operator, staker, thawing_shares, assets_wei, requested_at, unlocks_at, status)
     SELECT i, ${operator()}, ${staker('(i % 1000)')}, 1e24, 1e18, now() - make_interval(secs => i),
       now() + interval '7 days', 'thawing'
     FROM generate_series(0, $1::int, 10) i`,
    [operators],
  )
}

/** Five hours of each in five weeks, and the rewards of four epochs. */
async function seedEarnings(run: Run, operators: number, epoch: bigint): Promise<void> {
  await run(
    `INSERT INTO operator_hour (operator, hour, earned_wei, paid_wei)
     SELECT ${operator()}, date_trunc('hour', now(), 'UTC') - make_interval(hours => k * 7 * ${DAY_HOURS} + i % 160),
       (i::bigint * 31 % 997 + k)::numeric * 1e15, (i::bigint * 17 % 499)::numeric * 1e15
     FROM generate_series(0, $1::int - 1) i, generate_series(0, 4) k`,
    [operators],
  )
  await run(
    `INSERT INTO epoch (number, starts_at, ends_at, root, cumulative_total_wei, data_hash, posted_block, posted_at,
       posted_tx, claimable_at, file_state)
     SELECT i, now() - make_interval(hours => 5 - i), now() - make_interval(hours => 4 - i), ${hashOf('root')}, i * 1e24,
       ${hashOf('file')}, i, now() - make_interval(hours => 4 - i), ${hashOf('post')}, now() - interval '1 minute', 'verified'
     FROM generate_series(1, 4) i`,
  )
  await run(
    `INSERT INTO operator_reward (epoch, operator, amount_wei, cumulative_wei)
     SELECT e, ${operator()}, (i::bigint * 31 % 997)::numeric * 1e15, e * 1000 * 1e18
     FROM generate_series(0, $1::int - 1) i, generate_series(1, 4) e`,
    [operators],
  )
  const inputs = JSON.stringify({
    country: 'DE',
    inputs: { registeredAt: 1, retiredAt: null, slots: 24, stakePerNodeWei: '100', hasMinimumStake: true },
    factors: { density: '1', subnet: '1', stake: '1', quality: '1', multiplier: '1' },
  })
  await run(
    `INSERT INTO node_reward (epoch, node, operator, amount_wei, inputs)
     SELECT 4, ${node()}, ${operator()}, (i::bigint * 31 % 997)::numeric * 1e15, $2::jsonb
     FROM generate_series(0, $1::int - 1) i`,
    [operators, inputs],
  )
  await run(
    `INSERT INTO canary (epoch, node, number, job_id, input, gateway, status, given_at, judged_at)
     SELECT $2::bigint, ${node()}, 0, 'canary' || i, '\\x01', 'g1', 'passed', now(), now()
     FROM generate_series(0, $1::int, 20) i`,
    [operators, epoch],
  )
}

async function seedMarket(run: Run, operators: number): Promise<void> {
  await run(
    `INSERT INTO offer (id, operator, kind, spec_hash, price_per_unit_wei, slots, min_units, max_units,
       max_duration_seconds, valid_until, nonce, signature, published_at)
     SELECT ${hashOf('offer')}, ${operator()}, (ARRAY['compute','bandwidth','egress','dataset'])[1 + (i / 15) % 4],
       ${hashOf('spec')}, (1000 + i::bigint * 31 % 99991)::numeric * 1e12, 1 + i % 8, 60, 1000000, 3600 * (1 + i % 24),
       now() + interval '30 days', 0, ${hashOf('signature')}, now() - make_interval(secs => i)
     FROM generate_series(0, $1::int - 1, 15) i`,
    [operators],
  )
  await run(
    `INSERT INTO lease (id, offer_id, operator, renter, voucher_signer, kind, spec_hash, slots, units, min_units,
       price_per_unit_wei, opened_at, opened_tx, expires_at, status, redeemed_units, paid_wei, fee_wei, refunded_wei,
       escrow_wei, held_units, lodged_units)
     SELECT 1 + i / 15, ${hashOf('offer')}, ${operator()}, ${staker('(i % 1000)')}, ${staker('1')}, 'compute',
       ${hashOf('spec')}, 1, 10000, 60, 1e15, now() - interval '1 hour', ${hashOf('open')}, now() + interval '1 day',
       'open', 100, 1e17, 0, 0, 99e17, 0, 0
     FROM generate_series(0, $1::int - 1, 15) i`,
    [operators],
  )
  await run(
    `INSERT INTO lease_event (block_number, log_index, lease_id, offer_id, mined_at, tx_hash, type, reason, units, amount_wei)
     SELECT 1 + k, 1000 + id::int, id, offer_id, opened_at + make_interval(mins => 10 * k), opened_tx,
       CASE k WHEN 0 THEN 'opened' ELSE 'redeemed' END, CASE k WHEN 0 THEN 'LEASE_OPEN' ELSE 'LEASE_PAID' END, 20, 2e16
     FROM lease, generate_series(0, 5) k`,
  )
  await run(
    `INSERT INTO lease_voucher (lease_id, cumulative_units, signature, signed_at)
     SELECT id, 150, spec_hash, now() FROM lease WHERE id::int % 2 = 0`,
  )
  await run(
    `INSERT INTO job (id, lease_id, submitter, request_key, request_digest, origin, kind, class, visibility, module_blob,
       input_blob, sealed_to, terms, memory_bytes, wanted, status, reason, fence, billed_ms, created_at, deadline_at,
       returned_at, ended_at, updated_at)
     SELECT 'job_' || md5(l.id::text || '/' || k), l.id, l.voucher_signer, 'k' || k, l.spec_hash, 'rented', 'wasm', 'D0',
       'private', l.spec_hash, l.spec_hash, '{}', '{}', 1000, 0, 'accepted', 'JOB_ACCEPTED', 1, 500 + k,
       now() - interval '30 minutes', now() + interval '1 day', now() - interval '20 minutes',
       now() - interval '19 minutes', now()
     FROM lease l, generate_series(1, 20) k WHERE l.id % 4 = 0`,
  )
}

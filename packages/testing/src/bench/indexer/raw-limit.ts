import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { History } from '../../replay/history.ts'
import { fetchRanges } from './fetch-ranges.ts'

/**
 * What no indexer of these events can beat here: the answers' bytes are looked through for what two tables need and
 * for nothing else (no check of anything), written by binary COPY, and added up per operator.
 * - `live`: primary key and operator index are there from the start, sums are written every five answers;
 * - `end`: sums and the operator index are made at the end.
 */
export async function runRawLimit(
  databaseUrl: string,
  rpcUrl: string,
  history: History,
  mode: 'live' | 'end',
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      `CREATE TABLE limit_event (block_number bigint, log_index int, kind smallint, operator int, tx_hash bytea,
         amount bytea, PRIMARY KEY (block_number, log_index));
       CREATE TABLE limit_operator (id int PRIMARY KEY, address bytea, events bigint, total numeric)`,
    )
    const index = 'CREATE INDEX limit_event_operator ON limit_event (operator, block_number)'
    if (mode === 'live') await client.query(index)
    const sums = new Map<string, { id: number; events: number; total: bigint }>()
    const ids = new Map<string, number>()
    let answers = 0
    for await (const bytes of fetchRanges(rpcUrl, history)) {
      const rows = scan(bytes, ids, sums)
      await copy(client, rows)
      answers += 1
      if (mode === 'live' && answers % 5 === 0) await flush(client, sums)
    }
    await flush(client, sums)
    if (mode === 'end') await client.query(index)
  } finally {
    await client.end()
  }
}

type Sums = Map<string, { id: number; events: number; total: bigint }>

/** The rows of one answer in COPY's binary format. Offsets are those of serve-history.ts, which writes no spaces. */
function scan(bytes: Buffer, ids: Map<string, number>, sums: Sums): Buffer {
  const out = Buffer.allocUnsafe(bytes.length / 4 + 64)
  let end = out.write('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
  const field = (name: string, from: number) => bytes.indexOf(name, from, 'latin1') + name.length
  for (let at = bytes.indexOf('{"address"'); at !== -1; at = bytes.indexOf('{"address"', at + 500)) {
    const topics = at + 66
    const dataAt = field('"data":"0x', topics)
    const operator = bytes.toString('latin1', topics + 93, topics + 133)
    const amountAt = dataAt
    const numberAt = field('"blockNumber":"', dataAt)
    const txAt = field('"transactionHash":"0x', numberAt)
    const logAt = field('"logIndex":"', txAt + 64)
    const number = Number(bytes.toString('latin1', numberAt, bytes.indexOf(34, numberAt)))
    const logIndex = Number(bytes.toString('latin1', logAt, bytes.indexOf(34, logAt)))
    let id = ids.get(operator)
    if (id === undefined) {
      id = ids.size
      ids.set(operator, id)
    }
    const amount = bytes.toString('latin1', amountAt + 32, amountAt + 64)
    const sum = sums.get(operator) ?? { id, events: 0, total: 0n }
    sum.events += 1
    sum.total += BigInt(`0x${amount}`)
    sums.set(operator, sum)
    end = out.writeInt16BE(6, end)
    end = out.writeBigInt64BE(BigInt(number), out.writeInt32BE(8, end))
    end = out.writeInt32BE(logIndex, out.writeInt32BE(4, end))
    end = out.writeInt16BE(bytes[topics + 2] === 54 ? 1 : 2, out.writeInt32BE(2, end))
    end = out.writeInt32BE(id, out.writeInt32BE(4, end))
    end = out.writeInt32BE(32, end)
    end += out.write(bytes.toString('latin1', txAt, txAt + 64), end, 'hex')
    end = out.writeInt32BE(16, end)
    end += out.write(amount, end, 'hex')
  }
  return out.subarray(0, out.writeInt16BE(-1, end))
}

function copy(client: pg.Client, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom('COPY limit_event FROM STDIN (FORMAT binary)'))
    // COPY FROM takes its columns in the order of the table: block, log, kind, operator, transaction, amount.
    stream.on('finish', resolve)
    stream.on('error', reject)
    stream.end(rows)
  })
}

async function flush(client: pg.Client, sums: Sums): Promise<void> {
  const entries = [...sums]
  sums.clear()
  await client.query({
    text: `INSERT INTO limit_operator AS o SELECT * FROM unnest($1::int[], $2::bytea[], $3::bigint[], $4::numeric[])
           ON CONFLICT (id) DO UPDATE SET events = o.events + excluded.events, total = o.total + excluded.total`,
    values: [
      entries.map(([, { id }]) => id),
      entries.map(([address]) => Buffer.from(address, 'hex')),
      entries.map(([, { events }]) => events),
      entries.map(([, { total }]) => String(total)),
    ],
  })
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractAbis } from '@network3/chain/decode/decode-log'
import { replayAddresses } from '../../../replay/encode-draft.ts'

/** How often the node is listed: Ponder lets each entry take a share of the requests, so this lifts its limiter. */
const NODE_ENTRIES = 25

/** Fits the history: so many blocks that an answer has about 10,000 logs, which no node refuses. */
export type PonderSettings = { rpcUrl: string; chainId: number; endBlock: number; blocksPerAnswer: number }

/** A Ponder app that does with the same events what ours does: each a row, each operator its sums and counts. */
export function writeProject(folder: string, settings: PonderSettings): void {
  mkdirSync(join(folder, 'src', 'api'), { recursive: true })
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
  write('ponder.config.ts', configText(settings))
  write('ponder.schema.ts', SCHEMA)
  write('src/index.ts', HANDLERS)
  write('src/api/index.ts', API)
}

const eventOf = (abi: readonly { type: string; name?: string }[], name: string) =>
  abi.find((item) => item.type === 'event' && item.name === name)

function configText({ rpcUrl, chainId, endBlock, blocksPerAnswer }: PonderSettings): string {
  const contract = (name: 'rewards' | 'staking', event: string) =>
    `{ abi: ${JSON.stringify([eventOf(contractAbis[name], event)])}, chain: 'local', ` +
    `address: '${replayAddresses[name]}', startBlock: 1, endBlock: ${endBlock} }`
  return `import { createConfig } from 'ponder'

export default createConfig({
  database: { kind: 'postgres', connectionString: process.env.DATABASE_URL },
  chains: {
    local: {
      id: ${chainId},
      rpc: Array(${NODE_ENTRIES}).fill('${rpcUrl}'),
      ethGetLogsBlockRange: ${blocksPerAnswer},
    },
  },
  contracts: {
    Rewards: ${contract('rewards', 'Claimed')},
    Staking: ${contract('staking', 'Staked')},
  },
})
`
}

const SCHEMA = `import { index, onchainTable } from 'ponder'

export const activity = onchainTable(
  'activity',
  (t) => ({
    id: t.text().primaryKey(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    kind: t.integer().notNull(),
    txHash: t.hex().notNull(),
    minedAt: t.bigint().notNull(),
    operator: t.hex().notNull(),
    account: t.hex(),
    amount: t.bigint().notNull(),
  }),
  (table) => ({ operatorIndex: index().on(table.operator, table.blockNumber) }),
)

export const operator = onchainTable('operator', (t) => ({
  address: t.hex().primaryKey(),
  claims: t.integer().notNull(),
  stakes: t.integer().notNull(),
  claimed: t.bigint().notNull(),
  staked: t.bigint().notNull(),
}))
`

const HANDLERS = `import { ponder } from 'ponder:registry'
import { activity, operator } from 'ponder:schema'

ponder.on('Rewards:Claimed', async ({ event, context }) => {
  await context.db.insert(activity).values({
    id: event.id,
    blockNumber: event.block.number,
    logIndex: event.log.logIndex,
    kind: 403,
    txHash: event.transaction.hash,
    minedAt: event.block.timestamp,
    operator: event.args.operator,
    amount: event.args.amount,
  })
  await context.db
    .insert(operator)
    .values({ address: event.args.operator, claims: 1, stakes: 0, claimed: event.args.amount, staked: 0n })
    .onConflictDoUpdate((row) => ({ claims: row.claims + 1, claimed: row.claimed + event.args.amount }))
})

ponder.on('Staking:Staked', async ({ event, context }) => {
  await context.db.insert(activity).values({
    id: event.id,
    blockNumber: event.block.number,
    logIndex: event.log.logIndex,
    kind: 309,
    txHash: event.transaction.hash,
    minedAt: event.block.timestamp,
    operator: event.args.operator,
    account: event.args.staker,
    amount: event.args.assets,
  })
  await context.db
    .insert(operator)
    .values({ address: event.args.operator, claims: 0, stakes: 1, claimed: 0n, staked: event.args.assets })
    .onConflictDoUpdate((row) => ({ stakes: row.stakes + 1, staked: row.staked + event.args.assets }))
})
`

/** Ponder wants one; nobody asks it anything. */
const API = `import { Hono } from 'hono'

export default new Hono()
`

// One process full of agents; says what it does over IPC to main.ts, which started it.
import { setTimeout as delay } from 'node:timers/promises'
import { openRawAgent, type RawAgent } from './raw-agent.ts'

export type AgentsOrder =
  | { order: 'open'; port: number; chainId: number; count: number; firstSource: number }
  | { order: 'beat'; perSecond: number; seconds: number }
  | { order: 'close' }
export type AgentsReport =
  | { report: 'opening'; open: number }
  | { report: 'opened'; open: number; failed: number; firstError: string | undefined }
  | { report: 'beaten'; sent: number; open: number; lastLoad: number }

/** The last round's value stands in the database until it was looked at. */
const SETTLING_MS = 20_000
const SOURCES = 8
const OPENING_AT_ONCE = 64
/** How nodes that are asked for nothing else keep their sessions. */
const IDLE_BEAT_SECONDS = 20
const agents: RawAgent[] = []
let turn = 0
let isBeating = false
setInterval(() => {
  if (isBeating) return
  turn = (turn + 1) % IDLE_BEAT_SECONDS
  for (let index = turn; index < agents.length; index += IDLE_BEAT_SECONDS) agents[index]?.heartbeat(0)
}, 1_000)
const tell = (report: AgentsReport) => {
  process.send?.(report)
}

async function open(order: Extract<AgentsOrder, { order: 'open' }>) {
  let next = 0
  let failed = 0
  let firstError: string | undefined
  const openSome = async () => {
    while (next < order.count) {
      const index = next++
      const agent = openRawAgent({
        ...{ port: order.port, chainId: order.chainId },
        localAddress: `127.0.0.${order.firstSource + (index % SOURCES)}`,
      })
      await agent.joined.then(
        () => agents.push(agent),
        (error: Error) => {
          failed += 1
          firstError ??= error.message
        },
      )
    }
  }
  const progress = setInterval(() => tell({ report: 'opening', open: agents.length }), 5_000)
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, openSome))
  clearInterval(progress)
  tell({ report: 'opened', open: agents.length, failed, firstError })
}

/** Evenly spread, as heartbeats of nodes that joined at any moment are. A last round gives all the same value. */
async function beat({ perSecond, seconds }: Extract<AgentsOrder, { order: 'beat' }>) {
  isBeating = true
  const startedAt = performance.now()
  let sent = 0
  for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - startedAt) / 1_000) {
    for (const due = elapsed * perSecond; sent < due; sent++) {
      agents[sent % agents.length]?.heartbeat(1 + Math.floor(sent / agents.length))
    }
    await delay(10)
  }
  const counted = sent
  const lastLoad = 2 + Math.floor(sent / agents.length)
  for (const agent of agents) agent.heartbeat(lastLoad)
  setTimeout(() => {
    isBeating = false
  }, SETTLING_MS)
  tell({ report: 'beaten', sent: counted, open: agents.filter((agent) => agent.isOpen()).length, lastLoad })
}

process.on('message', (order: AgentsOrder) => {
  if (order.order === 'open') void open(order)
  else if (order.order === 'beat') void beat(order)
  else {
    for (const agent of agents) agent.close()
    process.disconnect?.()
  }
})
// Whoever started us is gone: nobody wants the answers.
process.on('disconnect', () => process.exit(0))

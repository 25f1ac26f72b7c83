import { parseArgs } from 'node:util'
import startPostgres from '@network3/testing/global-setup'
import { bugNames } from '../bugs/bugs.ts'
import { type StormReport, type StormVerdict, sumOf } from './report.ts'
import { runStorm } from './run-storm.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    bugs: { type: 'string', default: '0' },
  },
})

/** What half an hour has in it at least; a shorter storm takes as many as come. */
const FULL = { minutes: 30, reorgs: 2_000, kills: 600, faults: 4_000 }
const FULL_CATCH_UP_MS = 5_000
/** Characters of a row. */
const SHOWN = 200
const minutes = Number(values.minutes)
const bugs = bugNames.slice(0, Number(values.bugs))
const isFull = minutes >= FULL.minutes

function say({ name, bug, kills, reorgs, blocksUnwound, catchUpMs, ...rest }: StormVerdict): string {
  const { divergedTables, crashes, halt } = rest
  const lastCode = [...rest.logTail.matchAll(/"code":"(\w+)"/g)].at(-1)?.[1] ?? 'no error'
  const away = halt === undefined ? `never came back (${lastCode})` : `halted with ${halt}`
  const end = catchUpMs === undefined ? away : `back in ${catchUpMs} ms`
  const diverged = rest.firstDifference === undefined ? '0 divergence' : sayDifference(rest)
  const found = isWhole({ catchUpMs, divergedTables }) ? 'bug NOT found' : 'bug found'
  return [
    `${name.padEnd(32)} ${kills} kills, ${reorgs} reorgs, ${blocksUnwound} blocks unwound, ${end}, ${diverged}`,
    ...(crashes === 0 ? [] : [`${crashes} crashes`]),
    ...(bug === undefined ? [] : [found]),
  ].join(' · ')
}

function sayDifference({ divergedTables, firstDifference = '' }: Partial<StormVerdict>): string {
  const more = (divergedTables?.length ?? 0) - 1
  const first = firstDifference.length > SHOWN ? `${firstDifference.slice(0, SHOWN)}…` : firstDifference
  return `diverged in ${first}${more === 0 ? '' : `, and in ${more} more tables`}`
}

const isWhole = ({ catchUpMs, divergedTables }: Pick<StormVerdict, 'catchUpMs' | 'divergedTables'>) =>
  catchUpMs !== undefined && divergedTables.length === 0

/** Prints what happened, and gives what is not as it must be. */
function judge({ chain, faults, verdicts, seconds, ...report }: StormReport): string[] {
  const list = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`)
  const honest = verdicts.filter(({ bug }) => bug === undefined)
  const kills = honest.reduce((sum, verdict) => sum + verdict.kills, 0)
  console.log(
    `\n${Math.round(seconds)} s: ${chain.blocks} blocks, ${chain.events} events, ${chain.reorgs} reorgs`,
  )
  console.log(
    `faults: ${sumOf(faults)} (${list.join(', ')}), ${report.connectionsDropped} connections dropped`,
  )
  const wrong = report.differencesFromChain.map((difference) => `Against the chain: ${difference}`)
  for (const verdict of verdicts) {
    console.log(say(verdict))
    const isRight = verdict.bug === undefined ? isWhole(verdict) && verdict.crashes === 0 : !isWhole(verdict)
    if (isRight) continue
    wrong.push([say(verdict), verdict.firstDifference ?? 'Nothing differs.', verdict.logTail].join('\n'))
  }
  for (const [kind, count] of Object.entries(faults)) {
    if (count === 0) wrong.push(`The fault ${kind} never happened.`)
  }
  if (!isFull) return wrong
  const counts = { reorgs: chain.reorgs, kills, faults: sumOf(faults) }
  for (const kind of ['reorgs', 'kills', 'faults'] as const) {
    if (counts[kind] < FULL[kind]) wrong.push(`${counts[kind]} ${kind}, of ${FULL[kind]} at least.`)
  }
  for (const { name, catchUpMs } of honest) {
    if (Number(catchUpMs) > FULL_CATCH_UP_MS) wrong.push(`${name} took ${catchUpMs} ms to come back.`)
  }
  return wrong
}

const stop = new AbortController()
// A chain and a server run on without whoever started them.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new Error(`The storm was ended by ${name}.`)))
}
const stopPostgres = await startPostgres()
try {
  console.log(`seed ${values.seed}, ${minutes} minutes, ${bugs.length} bugs`)
  const report = await runStorm({
    ...{ seed: Number(values.seed), seconds: minutes * 60, bugs },
    ...(isFull ? { least: FULL } : {}),
    onProgress: (line) => console.log(line),
    signal: stop.signal,
  })
  const wrong = judge(report)
  for (const line of wrong) console.log(`\n${line}`)
  const again = `npm run storm -- --minutes ${minutes} --seed ${values.seed} --bugs ${bugs.length}`
  console.log(wrong.length === 0 ? '\n0 divergence' : `\n${wrong.length} failures. Again: ${again}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  await stopPostgres()
}

import { parseArgs } from 'node:util'
import startPostgres from '@network3/testing/global-setup'
import { bugNames } from '../bugs/bugs.ts'
import { runStorm, type StormReport } from './run-storm.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    bugs: { type: 'string', default: '0' },
  },
})

/** Prints what happened, and gives 0 only when nothing diverged and every bug sent along was found. */
function judge({ faults, chain, verdicts, differencesFromChain, connectionsDropped }: StormReport): number {
  const list = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`)
  const lies = Object.values(faults).reduce((sum, count) => sum + count, 0)
  console.log(`chain: ${chain.blocks} blocks, ${chain.events} events, ${chain.reorgs} reorgs`)
  console.log(`faults: ${lies} (${list.join(', ')}), ${connectionsDropped} connections dropped`)
  let failures = differencesFromChain.length
  for (const { name, bug, kills, reorgs, blocksUnwound, catchUpMs, divergedTables, logTail } of verdicts) {
    const isWhole = catchUpMs !== undefined && divergedTables.length === 0
    const isRight = isWhole === (bug === undefined)
    if (!isRight) failures += 1
    const came = catchUpMs === undefined ? 'never came back' : `back in ${catchUpMs} ms`
    const diverged = divergedTables.length === 0 ? '0 divergence' : `diverged in ${divergedTables.join(', ')}`
    const verdict = bug === undefined ? '' : isWhole ? ' · bug NOT found' : ' · bug found'
    console.log(
      `${name.padEnd(32)} ${kills} kills, ${reorgs} reorgs, ${blocksUnwound} blocks unwound, ${came}, ${diverged}${verdict}`,
    )
    if (!isRight) console.log(logTail)
  }
  for (const difference of differencesFromChain) console.log(`against the chain: ${difference}`)
  console.log(failures === 0 ? '\n0 divergence' : `\n${failures} failures`)
  return failures === 0 ? 0 : 1
}

const stopPostgres = await startPostgres()
try {
  const report = await runStorm({
    ...{ seed: Number(values.seed), seconds: Number(values.minutes) * 60 },
    bugs: bugNames.slice(0, Number(values.bugs)),
    onProgress: (line) => console.log(line),
  })
  process.exitCode = judge(report)
} finally {
  await stopPostgres()
}

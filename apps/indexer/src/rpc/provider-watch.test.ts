import { describe, expect, it } from 'vitest'
import { createProviderWatch } from './provider-watch.ts'

function open() {
  let now = 1_000_000
  const watch = createProviderWatch(['one', 'two'], { clock: { now: () => now, sleep: async () => {} } })
  const pass = (ms: number) => {
    now += ms
  }
  return { watch, pass }
}

const disagreement = {
  ...({ kind: 'logs', blockNumber: 9n, blockHash: undefined, providers: ['one', 'two'] } as const),
  detail: 'one says 2 logs, two says 1 logs',
}
const about9 = () => ({ ...disagreement, providers: [...disagreement.providers] })

describe('createProviderWatch', () => {
  it('reports every few seconds who is live, who is far behind and who does not answer', () => {
    const { watch, pass } = open()
    watch.heard('one', 100n)
    watch.heard('two', 89n)
    expect(watch.report()?.providers.map(({ state }) => state)).toEqual(['live', 'stale'])
    expect(watch.report()).toBeUndefined()
    pass(16_000)
    watch.heard('one', 101n)
    expect(watch.report()?.providers.map(({ state }) => state)).toEqual(['live', 'silent'])
  })

  it('reports a disagreement at once and counts how often it was met, and closes it with a block as high', () => {
    const { watch } = open()
    watch.report()
    watch.disagreed(about9())
    watch.disagreed(about9())
    expect(watch.report()?.disagreements).toMatchObject([{ blockNumber: 9n, occurrences: 2 }])
    watch.agreed(8n)
    expect(watch.report()).toBeUndefined()
    watch.agreed(9n)
    expect(watch.report()).toMatchObject({ agreedTo: 9n, disagreements: [] })
    expect(watch.report()).toBeUndefined()
  })

  it('does not take a block agreed on before for the end of a quarrel that came after', () => {
    const { watch } = open()
    watch.report()
    watch.agreed(9n)
    watch.disagreed(about9())
    expect(watch.report()?.agreedTo).toBeUndefined()
  })
})

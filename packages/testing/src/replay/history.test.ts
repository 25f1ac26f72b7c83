import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ContractName, decodeLog } from '@network3/chain/decode/decode-log'
import { afterAll, describe, expect, it } from 'vitest'
import { economyProfile } from './economy-profile.ts'
import { replayAddresses } from './encode-draft.ts'
import { type History, writeHistory } from './history.ts'
import type { Profile } from './profile.ts'
import { rewardsProfile } from './rewards-profile.ts'

const folder = mkdtempSync(join(tmpdir(), 'network3-history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const contractAt = new Map(
  Object.entries(replayAddresses).map(([name, address]) => [address as string, name as ContractName]),
)

type Line = { address: string; topics: `0x${string}`[]; data: `0x${string}`; blockNumber: string }

function logsOf({ offsets }: History, file: string, block: number): Line[] {
  const text = file.slice(offsets[block], (offsets[block + 1] ?? 0) - 1)
  return JSON.parse(`[${text}]`)
}

const make: Record<string, () => Profile> = {
  rewards: () => rewardsProfile({ name: 'rewards', seed: 5, blocks: 40, events: 2_000, operators: 50 }),
  'a whole economy': () =>
    economyProfile({ name: 'economy', seed: 5, blocks: 700, events: 4_000, operators: 50 }),
}

describe.each(Object.entries(make))('a history of %s', (_, profile) => {
  it('has logs that the contracts’ own decoders read, in the place the index says', async () => {
    const history = await writeHistory(profile(), join(folder, 'a'))
    const file = readFileSync(history.file, 'latin1')
    let events = 0
    for (let block = 1; block <= history.blocks; block++) {
      const logs = logsOf(history, file, block)
      events += logs.length
      expect(events).toBe(history.counts[block])
      for (const log of logs) {
        expect(Number(log.blockNumber)).toBe(block)
        expect(decodeLog(contractAt.get(log.address) ?? 'staking', log)).toBeDefined()
      }
    }
    expect(events).toBe(history.events)
    expect(events).toBeGreaterThan(1_000)
  })

  it('is the same for the same seed, byte for byte', async () => {
    await writeHistory(profile(), join(folder, 'a'))
    await writeHistory(profile(), join(folder, 'b'))
    expect(readFileSync(join(folder, 'a')).equals(readFileSync(join(folder, 'b')))).toBe(true)
  })
})

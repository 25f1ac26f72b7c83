import { eventKinds, UNKNOWN_EVENT } from '@network3/core/event-kinds'
import { type Abi, toEventSelector } from 'viem'
import { expect, it } from 'vitest'
import { contractAbis } from './decode-log.ts'

it('every event of every ABI is stored under a number of its own, and nothing else is', () => {
  const wanted = Object.entries(contractAbis).flatMap(([contract, abi]) => [
    `${contract} ${UNKNOWN_EVENT} 0x`,
    ...(abi as Abi).flatMap((item) =>
      item.type === 'event' ? [`${contract} ${item.name} ${toEventSelector(item)}`] : [],
    ),
  ])
  const listed = eventKinds.map(({ contract, name, selector }) => `${contract} ${name} ${selector}`)
  expect(listed.toSorted()).toEqual(wanted.toSorted())
  expect(new Set(eventKinds.map(({ id }) => id)).size).toBe(wanted.length)
})

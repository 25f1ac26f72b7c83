import { expect, test } from 'vitest'
import { readCommitments, readPackingList } from './read-commitments.ts'

const a = `0x${'aa'.repeat(32)}`
const b = `0x${'bb'.repeat(32)}`

test('devices with a commitment can ship, those without wait', () => {
  expect(readCommitments(['4', '5', '6'], { '4': a, '6': `  ${b.slice(2).toUpperCase()} ` })).toEqual({
    shipments: [
      { tokenId: 4n, keyCommitment: a },
      { tokenId: 6n, keyCommitment: b },
    ],
    problems: {},
  })
})

test('a commitment that is too short, empty or used twice is refused where it stands', () => {
  const { shipments, problems } = readCommitments(['1', '2', '3', '4'], {
    '1': a,
    '2': a.toUpperCase().replace('0X', '0x'),
    '3': '0x1234',
    '4': `0x${'00'.repeat(32)}`,
  })
  expect(shipments).toEqual([{ tokenId: 1n, keyCommitment: a }])
  expect(problems['2']).toContain('Device 1 has the same one')
  expect(problems['3']).toContain('64 digits')
  expect(problems['4']).toContain('empty')
})

test('a device that is not listed any more does not ship', () => {
  expect(readCommitments(['2'], { '1': a }).shipments).toEqual([])
})

test('a packing list fills in the numbers it names, and says what it could not read', () => {
  const { texts, unread } = readPackingList(`7 ${a}\n#8, ${b}\n\nnine ${a}\n10 0x12`)
  expect(texts).toEqual({ '7': a, '8': b })
  expect(unread).toBe(2)
})

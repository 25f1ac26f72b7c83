import { expect, test } from 'vitest'
import { parseName } from './name.ts'

const address = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'

test('a name is one spelling of an address and a label', () => {
  expect(parseName(`did:n3:${address}#laptop`)).toEqual({
    ...{ id: `did:n3:${address}#laptop`, address, label: 'laptop' },
  })
  for (const label of ['a', '0', 'work.phone-2_b', 'x'.repeat(64)])
    expect(parseName(`did:n3:${address}#${label}`)?.label).toBe(label)
})

test('anything that could be a second spelling, or no label, is none', () => {
  for (const id of [
    `did:n3:${address.toUpperCase()}#laptop`,
    `did:n3:0x70997970C51812dc3A010C7d01b50e0d17dc79C8#laptop`,
    `did:n3:${address}`,
    `did:n3:${address}#`,
    `did:n3:${address}#Laptop`,
    `did:n3:${address}#-a`,
    `did:n3:${address}#a-`,
    `did:n3:${address}#${'x'.repeat(65)}`,
    `did:n3:${address}#läptop`,
    `did:n3:${address}#a\n`,
    ` did:n3:${address}#a`,
    `did:n3:${address.slice(0, -1)}#a`,
    '',
  ])
    expect(parseName(id)).toBeUndefined()
})

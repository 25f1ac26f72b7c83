import { listProblems } from '@network3/api/list-problems'
import { expect, test } from 'vitest'
import { describeRules, describeType, fieldsOf } from './describe-schema.ts'
import { readArea, readReference } from './read-reference.ts'
import { sameBy } from './same-by.ts'
import { writeCurl } from './write-curl.ts'

const operations = readReference().flatMap((area) => area.operations)

test('every operation has its own anchor and a call that can be pasted', () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  for (const operation of operations) {
    const call = writeCurl(operation)
    expect(call).toContain('"$N3_URL/api/v1/')
    expect(call, call).not.toMatch(/[{]\w+[}]"|undefined|\[object/)
  }
  const [quote] = operations.filter(({ procedure }) => procedure === 'offers.quote')
  expect(quote && writeCurl(quote)).toBe(
    [
      'curl "$N3_URL/api/v1/quotes" \\',
      "  -H 'Content-Type: application/json' \\",
      '  -H "Idempotency-Key: $(uuidgen)" \\',
      `  -d '{"spec":{"kind":"compute"},"want":{"units":"…"}}'`,
    ].join('\n'),
  )
})

test('a search finds by path, words and fields, and by all of what was typed', () => {
  const found = (search: string) =>
    readReference(search).flatMap((area) => area.operations.map(({ procedure }) => procedure))
  expect(found('prepare-close')).toEqual(['leases.prepareClose'])
  expect(found('VOUCHERSIGNER quote')).toContain('leases.prepare')
  expect(found('no such words')).toEqual([])
  expect(readArea('offers')?.operations.length).toBeGreaterThan(3)
  expect(readArea('nothing')).toBeUndefined()
})

test('snippets of SDK and command are of operations that are there', () => {
  const known = operations.map(({ procedure }) => procedure)
  for (const procedure of Object.keys(sameBy)) expect(known).toContain(procedure)
})

test('types are told in words', () => {
  expect(describeType({ anyOf: [{ type: 'integer' }, { type: 'null' }] })).toBe('whole number or null')
  expect(describeType({ type: 'array', items: { enum: ['a', 'b'] } })).toBe('list of a | b')
  expect(describeRules({ type: 'integer', default: 25, minimum: 1, maximum: 100 })).toBe(
    'default 25, 1 to 100',
  )
  expect(describeRules({ type: 'string', pattern: '^0x[0-9a-fA-F]{40}$' })).toBe('an address')
  const [items] = fieldsOf({
    type: 'object',
    properties: { items: { type: 'array', items: { type: 'object', properties: { x: {} } } } },
  })
  expect(items?.fields.map(({ name }) => name)).toEqual(['x'])
})

test('of several forms of an object each field is told, and none as required', () => {
  const form = (name: string) => ({
    type: 'object',
    properties: { [name]: { type: 'string' } },
    required: [name],
  })
  const either = { anyOf: [form('units'), form('nodes')] }
  expect(describeType(either)).toBe('object in one of 2 forms')
  expect(fieldsOf(either).map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['units', false],
    ['nodes', false],
  ])
})

test('every problem says what to do', () => {
  for (const { code, status, nextStep } of listProblems()) {
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(nextStep, code).toMatch(/^[A-Z].+[.…)?]$/)
  }
})

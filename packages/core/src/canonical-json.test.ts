import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson, type JsonValue } from './canonical-json.ts'

it('gives one text however the keys were ordered', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ä"' }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":"ä\\"","d":null}]}',
  )
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
})

it('says the same as JSON', () => {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      fc.string(),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, (json) => {
      expect(JSON.parse(canonicalJson(json))).toEqual(JSON.parse(JSON.stringify(json)))
    }),
  )
})

it.each([0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
  'refuses %s, which belongs in a string',
  (number) => {
    expect(() => canonicalJson(number)).toThrow('not a safe integer')
  },
)

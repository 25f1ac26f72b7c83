import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ElementType, elementSizes } from './element-types.ts'
import { tensorsFromJson, tensorsToJson } from './json-tensors.ts'
import { decodeTensors, encodeTensors } from './tensor-container.ts'

const document = (type: string, data: unknown[], dims = [data.length]) =>
  JSON.stringify({ tensors: [{ name: 'x', type, dims, data }] })

test('any container comes back from its JSON, element for element', () => {
  const types = Object.keys(elementSizes) as ElementType[]
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 64 }), (type, bytes) => {
      const size = elementSizes[type]
      const whole = bytes.subarray(0, bytes.length - (bytes.length % size))
      const data = type === 'bool' ? whole.map((byte) => byte & 1) : whole
      const container = encodeTensors([{ name: 'x', type, dims: [data.length / size], data }])
      const json = tensorsToJson(container)
      // A NaN has many spellings and one name.
      expect(tensorsToJson(tensorsFromJson(json))).toBe(json)
      if (!type.startsWith('float')) expect(tensorsFromJson(json)).toEqual(container)
    }),
  )
})

test('numbers that JSON cannot hold are texts', () => {
  const [wide] = decodeTensors(tensorsFromJson(document('int64', ['-9223372036854775808', 7])))
  expect(new BigInt64Array(Uint8Array.from(wide?.data ?? []).buffer)).toEqual(
    BigInt64Array.of(-(2n ** 63n), 7n),
  )
  expect(tensorsToJson(tensorsFromJson(document('float32', ['NaN', '-Infinity', 0.5])))).toContain(
    '["NaN","-Infinity",0.5]',
  )
})

test.each([
  ['not json', 'They are no JSON'],
  ['{"tensors":[{"name":"x"}]}', 'type'],
  [document('uint8', [256]), 'x[0] is 256: a whole number from 0 to 255'],
  [document('int32', [1.5]), 'x[0] is 1.5'],
  [document('float32', ['high']), 'x[0] is no number'],
  [document('uint8', [1, 2], [3]), 'has 2 elements, and its dimensions ask for 3'],
])('%s says what is wrong', (text, says) => {
  expect(() => tensorsFromJson(text)).toThrow(says)
})

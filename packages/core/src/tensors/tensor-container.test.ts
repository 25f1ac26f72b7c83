import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ElementType, elementSizes } from './element-types.ts'
import { decodeTensors, encodeTensors } from './tensor-container.ts'

const tensor = fc
  .record({
    type: fc.constantFrom(...(Object.keys(elementSizes) as ElementType[])),
    dims: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
  })
  .chain(({ type, dims }) => {
    const length = dims.reduce((product, dim) => product * dim, elementSizes[type])
    return fc.uint8Array({ minLength: length, maxLength: length }).map((data) => ({ type, dims, data }))
  })

test('tensors come back as they went in', () => {
  fc.assert(
    fc.property(fc.array(tensor, { maxLength: 5 }), (list) => {
      const tensors = list.map((each, index) => ({ name: `t${index}`, ...each }))
      expect(decodeTensors(encodeTensors(tensors))).toEqual(tensors)
    }),
  )
})

const container = encodeTensors([{ name: 'x', type: 'int8', dims: [2], data: Uint8Array.of(1, 2) }])
const withHeader = (header: string, data: number[] = [1, 2]) => {
  const text = new TextEncoder().encode(header)
  return Uint8Array.from([
    ...new TextEncoder().encode('N3T1'),
    text.length,
    text.length >> 8,
    0,
    0,
    ...text,
    ...data,
  ])
}
test.each([
  ['cut off', container.slice(0, -1)],
  ['with a byte more', Uint8Array.from([...container, 0])],
  ['with spaces', withHeader('{"tensors": [{"name":"x","type":"int8","dims":[2]}]}')],
  ['with other keys', withHeader('{"tensors":[{"name":"x","type":"int8","dims":[2],"more":1}]}')],
  ['of a type nobody knows', withHeader('{"tensors":[{"name":"x","type":"toString","dims":[2]}]}')],
  ['with half a dimension', withHeader('{"tensors":[{"name":"x","type":"int8","dims":[2.5]}]}')],
  ['with a negative size', withHeader('{"tensors":[{"name":"x","type":"int8","dims":[-2,-1]}]}')],
  ['beyond all sizes', withHeader('{"tensors":[{"name":"x","type":"int8","dims":[9007199254740991,9]}]}')],
  [
    'with two of one name',
    withHeader('{"tensors":[{"name":"x","type":"int8","dims":[1]},{"name":"x","type":"int8","dims":[1]}]}'),
  ],
  ['of another kind', new TextEncoder().encode('PK\u0003\u0004 and so on')],
])('a container %s is refused', (_what, bytes) => {
  expect(() => decodeTensors(bytes)).toThrow(expect.objectContaining({ code: 'RUNTIME_INPUT_INVALID' }))
})

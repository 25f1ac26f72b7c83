import { encodeTensors } from '@network3/core/tensors/tensor-container'
import { expect, test } from 'vitest'
import { readOutput } from './read-output.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('text is shown as text, line ends and all', () => {
  expect(readOutput(bytes('3 11 55\nzwölf'))).toEqual({ as: 'text', text: '3 11 55\nzwölf', isCut: false })
  expect(readOutput(bytes('x'.repeat(20_001)))).toMatchObject({ as: 'text', isCut: true })
})

test('tensors are told by their container', () => {
  const container = encodeTensors([{ name: 'y', type: 'uint8', dims: [2], data: Uint8Array.of(1, 2) }])
  expect(readOutput(container)).toMatchObject({ as: 'tensors', tensors: [{ name: 'y', dims: [2] }] })
})

test('everything else is bytes, and nothing is nothing', () => {
  expect(readOutput(Uint8Array.of(0, 255))).toEqual({ as: 'bytes', hex: '00 ff', isCut: false })
  expect(readOutput(bytes('bell \u0007'))).toMatchObject({ as: 'bytes' })
  expect(readOutput(new Uint8Array())).toEqual({ as: 'nothing' })
})

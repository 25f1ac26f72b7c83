import { encodeTensors } from '@network3/core/tensors/tensor-container'
import { bytes, model, node, num, TYPE, tensor, text, value } from '../onnx-writer.ts'
import type { ProgramAttempt } from './attempt.ts'

const io = { inputs: [value('x', TYPE.float, [1])], outputs: [value('y', TYPE.float, [1])] }
const attempt = (
  of: ProgramAttempt['class'],
  name: string,
  ends: ProgramAttempt['ends'],
  module: Uint8Array,
): ProgramAttempt => ({
  ...{ class: of, name, module, kind: 'onnx' },
  input: encodeTensors([{ name: 'x', type: 'float32', dims: [1], data: new Uint8Array(4) }]),
  ...(ends === undefined ? {} : { ends }),
})
const outside = (path: string) => [
  ...num(1, 1),
  ...num(2, TYPE.float),
  ...text(8, 'w'),
  ...bytes(13, [...text(1, 'location'), ...text(2, path)]),
  ...num(14, 1),
]

/** What a model can try. */
export const modelAttempts: ProgramAttempt[] = [
  attempt(
    'filesystem',
    'having weights read from a file',
    'RUNTIME_EXTERNAL_DATA',
    model({
      ...io,
      initializers: [outside('../../../../etc/passwd')],
      nodes: [node('Add', ['x', 'w'], ['y'])],
    }),
  ),
  attempt(
    'imports and opcodes',
    'an operator of a library of its own',
    'RUNTIME_OPERATOR_FORBIDDEN',
    model({ ...io, nodes: [[...node('Shell', ['x'], ['y']), ...text(7, 'evil')]] }),
  ),
  attempt(
    'resources',
    'a model that loops',
    'RUNTIME_OPERATOR_FORBIDDEN',
    model({ ...io, nodes: [node('Loop', ['x'], ['y'])] }),
  ),
  attempt(
    'resources',
    'a model that blows up one number to 4 GB of them',
    'RUNTIME_MEMORY_TOO_LARGE',
    model({
      ...io,
      initializers: [tensor('shape', TYPE.int64, [1], BigInt64Array.of(1_000_000_000n))],
      nodes: [node('Expand', ['x', 'shape'], ['y'])],
    }),
  ),
]

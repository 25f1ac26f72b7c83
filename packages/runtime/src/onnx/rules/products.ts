import {
  type Application,
  broadcast,
  integerOf,
  integersOf,
  type Rule,
  type Shape,
  sizeOf,
  unknownShape,
} from './rule.ts'

/** Numpy's matmul: the last two axes are matrices, those before are broadcast. */
function matrixProduct(left: Shape, right: Shape): { shape: Shape; work: number } {
  if (left.length === 0 || right.length === 0) unknownShape('a product of single numbers')
  const a = left.length === 1 ? [1, ...left] : left
  const b = right.length === 1 ? [...right, 1] : right
  const [rows = 1, inner = 1] = a.slice(-2)
  const [depth = 1, columns = 1] = b.slice(-2)
  if (inner !== depth) unknownShape(`${left} times ${right}`)
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2))
  const shape = [...batch, ...(left.length === 1 ? [] : [rows]), ...(right.length === 1 ? [] : [columns])]
  return { shape, work: sizeOf(batch) * rows * inner * columns }
}

const matmul =
  (second: number): Rule =>
  ({ shape }) => {
    const product = matrixProduct(shape(0), shape(second))
    return { shapes: [product.shape], work: product.work }
  }

const gemm: Rule = (application) => {
  const turned = (index: number, name: string) => {
    const shape = application.shape(index)
    return integerOf(application, name, 0) === 0 ? shape : [...shape].reverse()
  }
  const product = matrixProduct(turned(0, 'transA'), turned(1, 'transB'))
  return { shapes: [product.shape], work: product.work + sizeOf(product.shape) }
}

/** Places a window takes along each axis, by kernel, strides, padding and dilations (operator Conv). */
function windows(application: Application, space: Shape, kernel: Shape): number[] {
  const strides = integersOf(application, 'strides') ?? kernel.map(() => 1)
  const dilations = integersOf(application, 'dilations') ?? kernel.map(() => 1)
  const pads = integersOf(application, 'pads') ?? kernel.flatMap(() => [0, 0])
  const padding = application.node.attributes.get('auto_pad')?.text ?? 'NOTSET'
  const roundUp = integerOf(application, 'ceil_mode', 0) !== 0
  return space.map((size, axis) => {
    const stride = strides[axis] ?? 1
    const extent = ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1
    if (padding.startsWith('SAME')) return Math.ceil(size / stride)
    const padded = padding === 'VALID' ? size : size + (pads[axis] ?? 0) + (pads[axis + kernel.length] ?? 0)
    const places = (padded - extent) / stride + 1
    const count = roundUp ? Math.ceil(places) : Math.floor(places)
    return count > 0 ? count : unknownShape(`a window of ${extent} over ${padded}`)
  })
}

const convolution =
  (weights: number): Rule =>
  (application) => {
    const [batch = 1, , ...space] = application.shape(0)
    const [channels = 1, depth = 1, ...kernel] = application.shape(weights)
    const result = [batch, channels, ...windows(application, space, kernel)]
    return { shapes: [result], work: sizeOf(result) * depth * sizeOf(kernel) }
  }

const pooling: Rule = (application) => {
  const [batch = 1, channels = 1, ...space] = application.shape(0)
  const kernel = integersOf(application, 'kernel_shape') ?? unknownShape('a pool without its kernel')
  const result = [batch, channels, ...windows(application, space, kernel)]
  return { shapes: [result], work: sizeOf(result) * sizeOf(kernel) }
}

const poolAll: Rule = ({ shape }) => {
  const [batch = 1, channels = 1, ...space] = shape(0)
  return { shapes: [[batch, channels, ...space.map(() => 1)]], work: sizeOf(shape(0)) }
}

export const products: Record<string, Rule> = {
  MatMul: matmul(1),
  MatMulInteger: matmul(1),
  QLinearMatMul: matmul(3),
  Gemm: gemm,
  Conv: convolution(1),
  ConvInteger: convolution(1),
  QLinearConv: convolution(3),
  MaxPool: pooling,
  AveragePool: pooling,
  GlobalAveragePool: poolAll,
  GlobalMaxPool: poolAll,
}

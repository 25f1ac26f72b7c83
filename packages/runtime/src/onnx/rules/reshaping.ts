import {
  axisOf,
  broadcast,
  constantsOf,
  integerOf,
  integersOf,
  type Rule,
  type Shape,
  sizeOf,
  unknownShape,
} from './rule.ts'

/** Results that hold elements of the input as they are: a move each. */
const moved = (shape: Shape): { shapes: Shape[]; work: number } => ({ shapes: [shape], work: sizeOf(shape) })

const reshape: Rule = (application) => {
  const from = application.shape(0)
  const wanted = constantsOf(application, 'shape', 1) ?? unknownShape('Reshape without a shape')
  const allowZero = integerOf(application, 'allowzero', 0) !== 0
  const dims = wanted.map((dim, axis) =>
    dim === 0 && !allowZero ? (from[axis] ?? unknownShape('Reshape')) : dim,
  )
  const known = dims.reduce((product, dim) => (dim === -1 ? product : product * dim), 1)
  const result = dims.map((dim) => (dim === -1 ? sizeOf(from) / known : dim))
  if (sizeOf(result) !== sizeOf(from) || !result.every(Number.isInteger)) unknownShape(`${from} as ${wanted}`)
  return moved(result)
}

const flatten: Rule = (application) => {
  const shape = application.shape(0)
  const given = integerOf(application, 'axis', 1)
  const axis = given < 0 ? given + shape.length : given
  return moved([sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))])
}

const transpose: Rule = (application) => {
  const shape = application.shape(0)
  const order = integersOf(application, 'perm') ?? [...shape.keys()].reverse()
  if (new Set(order).size !== shape.length) unknownShape('Transpose of other axes than there are')
  return moved(order.map((axis) => shape[axis] ?? unknownShape(`Transpose: axis ${axis}`)))
}

const squeeze: Rule = (application) => {
  const shape = application.shape(0)
  const axes = constantsOf(application, 'axes', 1)?.map((axis) => axisOf(axis, shape.length))
  return moved(shape.filter((dim, axis) => (axes === undefined ? dim !== 1 : !axes.includes(axis))))
}

const unsqueeze: Rule = (application) => {
  const shape = [...application.shape(0)]
  const axes = constantsOf(application, 'axes', 1) ?? unknownShape('Unsqueeze without axes')
  const rank = shape.length + axes.length
  const added = new Set(axes.map((axis) => axisOf(axis, rank)))
  return moved(Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (shape.shift() ?? 1))))
}

const concat: Rule = (application) => {
  const first = application.shape(0)
  const axis = axisOf(integerOf(application, 'axis', 0), first.length)
  let along = 0
  for (let index = 0; application.has(index); index++) along += application.shape(index)[axis] ?? 0
  return moved(first.map((dim, index) => (index === axis ? along : dim)))
}

const gather: Rule = (application) => {
  const data = application.shape(0)
  const axis = axisOf(integerOf(application, 'axis', 0), data.length)
  return moved([...data.slice(0, axis), ...application.shape(1), ...data.slice(axis + 1)])
}

const slice: Rule = (application) => {
  const shape = application.shape(0)
  const starts = constantsOf(application, 'starts', 1) ?? unknownShape('Slice without starts')
  const ends = constantsOf(application, 'ends', 2) ?? unknownShape('Slice without ends')
  const axes = constantsOf(application, 'axes', 3) ?? [...starts.keys()]
  const steps = application.has(4) ? (constantsOf(application, 'steps', 4) ?? []) : []
  const result = [...shape]
  for (const [index, given] of axes.entries()) {
    const axis = axisOf(given, shape.length)
    const size = shape[axis] ?? 0
    if ((steps[index] ?? 1) < 1) unknownShape('Slice that goes backwards')
    const clamp = (value: number) => Math.min(Math.max(value < 0 ? value + size : value, 0), size)
    const length = clamp(ends[index] ?? 0) - clamp(starts[index] ?? 0)
    result[axis] = Math.max(0, Math.ceil(length / (steps[index] ?? 1)))
  }
  return moved(result)
}

const expand: Rule = (application) =>
  moved(broadcast(application.shape(0), constantsOf(application, 'shape', 1) ?? unknownShape('Expand')))

const constant: Rule = ({ node }) => {
  const value = node.attributes.get('value')?.tensor ?? unknownShape('Constant that is not a tensor')
  return moved(value.dims)
}

export const reshaping: Record<string, Rule> = {
  Reshape: reshape,
  Flatten: flatten,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Concat: concat,
  Gather: gather,
  Slice: slice,
  Expand: expand,
  Constant: constant,
}

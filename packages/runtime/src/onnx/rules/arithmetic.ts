import { axisOf, broadcast, constantsOf, integerOf, type Rule, type Shape, sizeOf } from './rule.ts'

/** One result element from one input element. */
const each =
  (work: number): Rule =>
  ({ shape }) => ({ shapes: [shape(0)], work: sizeOf(shape(0)) * work })

/** Any number of inputs, broadcast to one shape. */
const together =
  (work: number): Rule =>
  (application) => {
    let result: Shape = application.shape(0)
    for (let index = 1; application.has(index); index++) result = broadcast(result, application.shape(index))
    return { shapes: [result], work: sizeOf(result) * work }
  }

const reduce: Rule = (application) => {
  const shape = application.shape(0)
  const given = constantsOf(application, 'axes', 1)
  const all = given === undefined || given.length === 0
  const axes = new Set(all ? shape.keys() : given.map((axis) => axisOf(axis, shape.length)))
  const keep = integerOf(application, 'keepdims', 1) !== 0
  const result = shape.flatMap((dim, axis) => (axes.has(axis) ? (keep ? [1] : []) : [dim]))
  return { shapes: [result], work: sizeOf(shape) }
}

const pick: Rule = (application) => {
  const shape = application.shape(0)
  const axis = axisOf(integerOf(application, 'axis', 0), shape.length)
  const keep = integerOf(application, 'keepdims', 1) !== 0
  const result = shape.flatMap((dim, index) => (index === axis ? (keep ? [1] : []) : [dim]))
  return { shapes: [result], work: sizeOf(shape) }
}

const CHEAP = 1
const COSTLY = 8

const named = (names: string, rule: Rule): Record<string, Rule> =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]))

export const arithmetic: Record<string, Rule> = {
  ...named(
    'Relu LeakyRelu Abs Neg Sign Floor Ceil Round Identity Cast Clip Not BatchNormalization',
    each(CHEAP),
  ),
  ...named('QuantizeLinear DequantizeLinear', each(2)),
  ...named('Sigmoid Tanh Exp Log Sqrt Erf Reciprocal Softplus HardSigmoid Elu Gelu', each(COSTLY)),
  ...named('Softmax LogSoftmax LayerNormalization', each(COSTLY)),
  ...named(
    'Add Sub Mul Max Min Sum Mean And Or Xor Equal Greater Less GreaterOrEqual LessOrEqual',
    together(CHEAP),
  ),
  ...named('Where PRelu BitShift', together(CHEAP)),
  ...named('Div Mod Pow', together(COSTLY)),
  ...named('ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ReduceSumSquare ReduceL2', reduce),
  ...named('ArgMax ArgMin', pick),
}

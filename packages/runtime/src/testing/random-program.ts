import fc from 'fast-check'
import { programOf } from './run-wat.ts'

/**
 * Random valid programs that always end: a few functions calling earlier ones (directly and by table), bounded loops,
 * branches, memory, all four types. They write 256 bytes of memory as output. Floats become integers only by
 * saturating conversion, which is blind to a NaN's bits: so the engine's choice of them does not show.
 */
export function randomProgram(): fc.Arbitrary<Uint8Array> {
  const body = statements(4)
  return fc.tuple(body, body, body).map(([first, second, third]) =>
    programOf(`
        (type $unary (func (param i32) (result i32)))
        (table 2 funcref) (elem (i32.const 0) $first $second)
        (global $g (mut i64) (i64.const 7))
        ${functionOf('$first', first.replaceAll('$callee', '$leaf'), '$leaf')}
        ${functionOf('$second', second.replaceAll('$callee', '$first'), '$first')}
        (func $leaf (param i32) (result i32) (i32.mul (local.get 0) (i32.const 31)))
        ${functionOf('$third', third.replaceAll('$callee', '$second'), '$second', true)}
        (func (export "_start")
          (i32.store (i32.const 0) (call $third (i32.const 5)))
          (i64.store (i32.const 8) (global.get $g))
          (call $say (i32.const 0) (i32.const 256)))`),
  )
}

const LOCALS = { i32: '$i', i64: '$l', f32: '$f', f64: '$d' } as const
type Type = keyof typeof LOCALS

function functionOf(name: string, body: string, callee: string, byTable = false): string {
  const last = byTable
    ? `(call_indirect (type $unary) (local.get $i) (i32.and (local.get $i) (i32.const 1)))`
    : `(call ${callee} (local.get $i))`
  return `(func ${name} (param $i i32) (result i32) (local $l i64) (local $f f32) (local $d f64) (local $n i32)
    ${body} ${last})`
}

const constant: Record<Type, fc.Arbitrary<string>> = {
  i32: fc.integer().map((value) => `(i32.const ${value})`),
  i64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => `(i64.const ${value})`),
  f32: fc
    .constantFrom('0', '-0', '1.5', '-3e30', '1e-40', 'inf', '-inf', 'nan', '-nan:0x200001')
    .map((v) => `(f32.const ${v})`),
  f64: fc
    .constantFrom('0', '-0', '2.25', '-3e300', '5e-324', 'inf', '-inf', 'nan', '-nan:0x4000000000001')
    .map((value) => `(f64.const ${value})`),
}
const INTEGER_BINARY = [
  'add',
  'sub',
  'mul',
  'and',
  'or',
  'xor',
  'shl',
  'shr_u',
  'shr_s',
  'rotl',
  'div_u',
  'rem_s',
]
const FLOAT_BINARY = ['add', 'sub', 'mul', 'div', 'min', 'max']
const FLOAT_UNARY = ['sqrt', 'ceil', 'floor', 'trunc', 'nearest']
const address = (inner: string) => `(i32.and ${inner} (i32.const 248))`

function expression(type: Type, depth: number): fc.Arbitrary<string> {
  const leaf = fc.oneof(constant[type], fc.constant(`(local.get ${LOCALS[type]})`))
  if (depth === 0) return leaf
  const of = (other: Type) => expression(other, depth - 1)
  const binary = (names: string[]) =>
    fc
      .tuple(fc.constantFrom(...names), of(type), of(type))
      .map(([name, a, b]) => `(${type}.${name} ${a} ${b})`)
  const choice = fc.tuple(of(type), of(type), of('i32')).map(([a, b, c]) => `(select ${a} ${b} ${c})`)
  const branch = fc
    .tuple(of('i32'), of(type), of(type))
    .map(([c, a, b]) => `(if (result ${type}) ${c} (then ${a}) (else ${b}))`)
  const early = fc
    .tuple(of(type), of('i32'), of(type))
    .map(([a, c, b]) => `(block (result ${type}) (drop (br_if 0 ${a} ${c})) ${b})`)
  const own: Record<Type, fc.Arbitrary<string>[]> = {
    i32: [
      of('i64').map((a) => `(i32.wrap_i64 ${a})`),
      of('f64').map((a) => `(i32.trunc_sat_f64_s ${a})`),
      of('i32').map((a) => `(i32.load8_s ${address(a)})`),
      fc.tuple(of('f32'), of('f32')).map(([a, b]) => `(f32.lt ${a} ${b})`),
      of('i32').map((a) => `(call $callee ${a})`),
      of('i32').map((a) => `(i32.extend8_s (i32.clz ${a}))`),
    ],
    i64: [
      of('i32').map((a) => `(i64.extend_i32_s ${a})`),
      of('f32').map((a) => `(i64.trunc_sat_f32_u ${a})`),
      of('i32').map((a) => `(i64.load ${address(a)})`),
      fc.constant('(global.get $g)'),
    ],
    f32: [
      fc.tuple(fc.constantFrom(...FLOAT_UNARY), of('f32')).map(([name, a]) => `(f32.${name} ${a})`),
      of('f64').map((a) => `(f32.demote_f64 ${a})`),
      of('i32').map((a) => `(f32.convert_i32_s ${a})`),
    ],
    f64: [
      fc.tuple(fc.constantFrom(...FLOAT_UNARY), of('f64')).map(([name, a]) => `(f64.${name} ${a})`),
      of('f32').map((a) => `(f64.promote_f32 ${a})`),
      of('i64').map((a) => `(f64.convert_i64_u ${a})`),
    ],
  }
  const arithmetic = binary(type === 'i32' || type === 'i64' ? INTEGER_BINARY : FLOAT_BINARY)
  return fc.oneof({ maxDepth: 5 }, leaf, arithmetic, choice, branch, early, ...own[type])
}

function statements(depth: number): fc.Arbitrary<string> {
  const of = (type: Type) => expression(type, 2)
  const simple = fc.oneof(
    ...(['i32', 'i64', 'f32', 'f64'] as const).map((type) =>
      of(type).map((a) => `(local.set ${LOCALS[type]} ${a})`),
    ),
    of('i64').map((a) => `(global.set $g ${a})`),
    fc.tuple(of('i32'), of('i64')).map(([at, a]) => `(i64.store ${address(at)} ${a})`),
    fc.tuple(of('i32'), of('i32')).map(([at, a]) => `(memory.fill ${address(at)} ${a} (i32.const 8))`),
    of('i32').map((c) => `(if ${c} (then (return (i32.const 77))))`),
  )
  if (depth === 0) return simple
  const inner = fc.array(statements(depth - 2), { minLength: 1, maxLength: 3 }).map((list) => list.join('\n'))
  const loop = fc.tuple(inner, fc.integer({ min: 1, max: 9 })).map(
    ([body, turns]) => `(local.set $n (i32.const 0)) (block $out (loop $again ${body}
      (br_if $out (i32.ge_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const ${turns}))) (br $again)))`,
  )
  const table = fc
    .tuple(of('i32'), inner)
    .map(([index, body]) => `(block $a (block $b (br_table $a $b $a ${index})) ${body})`)
  return fc
    .array(fc.oneof(simple, simple, table, depth > 2 ? loop : simple), { minLength: 1, maxLength: 5 })
    .map((list) => list.join('\n'))
}

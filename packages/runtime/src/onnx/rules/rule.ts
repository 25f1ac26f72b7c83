import { AppError } from '@network3/core/app-error'
import type { OnnxNode } from '../onnx-model.ts'

export type Shape = readonly number[]

/** A node with what is known of its inputs. */
export type Application = {
  node: OnnxNode
  /** Shape of input `index`; refuses a node without it. */
  shape(index: number): Shape
  has(index: number): boolean
  /** Integers of an input that is a constant; undefined when it is computed. */
  constant(index: number): bigint[] | undefined
}

/** Shapes of the results, and the multiply-adds (or steps as costly) that they take. */
type Outcome = { shapes: Shape[]; work: number }
export type Rule = (application: Application) => Outcome

export function unknownShape(detail: string): never {
  throw new AppError('RUNTIME_SHAPE_UNKNOWN', detail)
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dim) => product * dim, 1)
}

/** Numpy's broadcasting, as ONNX has it (docs/Broadcasting.md). */
export function broadcast(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, index) => {
    const a = left[left.length - rank + index] ?? 1
    const b = right[right.length - rank + index] ?? 1
    if (a !== b && a !== 1 && b !== 1) unknownShape(`${left} does not fit ${right}`)
    return a === 1 ? b : a
  })
}

/** -1 is the last axis. */
export function axisOf(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis
  if (positive < 0 || positive >= Math.max(rank, 1)) unknownShape(`axis ${axis} of ${rank}`)
  return positive
}

export function integerOf(application: Application, name: string, fallback: number): number {
  const value = application.node.attributes.get(name)?.integer
  return value === undefined ? fallback : Number(value)
}

export function integersOf(application: Application, name: string): number[] | undefined {
  return application.node.attributes.get(name)?.integers.map(Number)
}

/** Axes or a shape: an attribute in old operator sets, an input in newer ones; it has to be constant. */
export function constantsOf(application: Application, name: string, index: number): number[] | undefined {
  const attribute = integersOf(application, name)
  if (attribute !== undefined) return attribute
  if (!application.has(index)) return undefined
  const constant =
    application.constant(index) ?? unknownShape(`${application.node.operator}: ${name} is computed`)
  return constant.map(Number)
}

import { AppError, isAppError, toAppError } from '@network3/core/app-error'
import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import { elementTypes } from '@network3/core/tensors/element-types'
import { decodeTensors, encodeTensors, type Tensor } from '@network3/core/tensors/tensor-container'
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web'
import type { RunLimits } from './limits.ts'
import { classOfModel } from './onnx/class-of-model.ts'
import { countWork } from './onnx/count-work.ts'
import type { OnnxModel } from './onnx/onnx-model.ts'
import { fromOrtTensor, toOrtTensor } from './onnx/ort-tensors.ts'
import { readModel } from './onnx/read-model.ts'
import type { RealmResult } from './run-job.ts'

/** The part of onnxruntime-web we use; loadOrt of the realm gives the pinned build, checked. */
export type Ort = {
  InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>
  }
  Tensor: typeof OrtTensor
}

export type RealmModelJob = {
  module: Uint8Array
  /** A tensor container. */
  input: Uint8Array
  limits: Pick<RunLimits, 'memoryBytes' | 'gas' | 'outputBytes'>
}

/** One thread and no arena: the same steps in the same order on every machine. */
const SESSION: InferenceSession.SessionOptions = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'basic',
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
  enableMemPattern: false,
  logSeverityLevel: 3,
}

/**
 * Checks an ONNX model, counts its work before any of it is done, and runs it. Never throws. Reads the model with our
 * own reader first: what it does not know in full never reaches the engine.
 */
export async function runOnnxInRealm(job: RealmModelJob, loadOrt: () => Promise<Ort>): Promise<RealmResult> {
  const failed = (reason: RuntimeReasonCode, detail: string): RealmResult => ({
    outcome: 'failed',
    reason,
    detail,
    output: new Uint8Array(0),
    gas: 0n,
    class: 'D0',
    memoryBytes: 0,
  })
  let checked: ReturnType<typeof checkModelJob>
  try {
    checked = checkModelJob(job)
  } catch (error) {
    if (isAppError(error)) return failed(error.code as RuntimeReasonCode, error.message)
    return failed('RUNTIME_MODEL_MALFORMED', toAppError(error).message)
  }
  const { model, tensors, work } = checked
  if (work.gas > job.limits.gas)
    return { ...failed('RUNTIME_OUT_OF_GAS', `${work.gas} needed`), gas: job.limits.gas }
  try {
    const output = await infer(job.module, model, tensors, await loadOrt())
    return {
      outcome: 'ok',
      output,
      gas: work.gas,
      class: classOfModel(model),
      memoryBytes: work.tensorBytes,
    }
  } catch (error) {
    return failed('RUNTIME_MODEL_FAILED', toAppError(error).message.slice(0, 1_000))
  }
}

function checkModelJob({ module, input, limits }: RealmModelJob) {
  const model = readModel(module)
  const tensors = decodeTensors(input)
  for (const { name, type } of model.inputs) {
    const given = tensors.find((tensor) => tensor.name === name)
    if (given !== undefined && given.type !== elementTypes[type].name)
      throw new AppError('RUNTIME_INPUT_INVALID', `${name} is ${given.type}, not ${elementTypes[type].name}`)
  }
  const unknown = tensors.find((tensor) => !model.inputs.some(({ name }) => name === tensor.name))
  if (unknown !== undefined) throw new AppError('RUNTIME_INPUT_INVALID', `the model takes no ${unknown.name}`)
  const work = countWork(model, new Map(tensors.map(({ name, dims }) => [name, dims])))
  if (work.tensorBytes > limits.memoryBytes)
    throw new AppError('RUNTIME_MEMORY_TOO_LARGE', `${work.tensorBytes} of ${limits.memoryBytes} bytes`)
  return { model, tensors, work }
}

async function infer(bytes: Uint8Array, model: OnnxModel, tensors: Tensor[], ort: Ort): Promise<Uint8Array> {
  const session = await ort.InferenceSession.create(bytes, SESSION)
  try {
    const feeds = Object.fromEntries(tensors.map((tensor) => [tensor.name, toOrtTensor(ort.Tensor, tensor)]))
    const results = await session.run(feeds)
    return encodeTensors(
      model.outputs.map(({ name }) => {
        const result = results[name]
        if (result === undefined) throw new AppError('INTERNAL', `the engine gave no ${name}`)
        return fromOrtTensor(name, result)
      }),
    )
  } finally {
    await session.release()
  }
}

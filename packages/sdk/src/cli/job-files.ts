import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { tensorsFromJson, tensorsToJson } from '@network3/core/tensors/json-tensors'
import type { JobToRun } from '../jobs/prepare-job.ts'

export type JobModule = Pick<JobToRun, 'kind' | 'module'>

/** A program or a model, told by its ending. Throws INPUT_INVALID. */
export async function readModule(path: string): Promise<JobModule> {
  const kind = { '.wasm': 'wasm', '.onnx': 'onnx' }[extname(path).toLowerCase()] as
    | JobToRun['kind']
    | undefined
  if (kind === undefined) {
    throw new AppError('INPUT_INVALID', `${path} is no .wasm and no .onnx: nodes run these two.`)
  }
  return { kind, module: await readFile(path) }
}

/** The bytes of an input; of a model’s, JSON becomes a tensor container. Without a name: none. */
export async function readJobInput(path: string | undefined, kind: JobToRun['kind']): Promise<Uint8Array> {
  if (path === undefined) return new Uint8Array()
  const bytes = path === '-' ? await readStdin() : await readFile(path)
  return kind === 'onnx' && isJson(bytes) ? tensorsFromJson(bytes.toString('utf8')) : bytes
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

/** A container begins with N3T1. */
const isJson = (bytes: Uint8Array) => bytes.find((byte) => byte > 0x20) === 0x7b

/** A model’s output is JSON for who gave JSON, or asks for a file that is called so. */
export function formatOf(kind: JobToRun['kind'], input: string | null, output: string): 'bytes' | 'json' {
  if (kind !== 'onnx') return 'bytes'
  if (output !== '-') return extname(output) === '.json' ? 'json' : 'bytes'
  return input === null || extname(input) !== '.json' ? 'bytes' : 'json'
}

/** Where an output goes: the file asked for, or one of the input’s name in the folder asked for. */
export function nameOfOutput(
  output: string,
  input: string | null,
  several: boolean,
  kind: JobToRun['kind'],
): string {
  if (!several || input === null || output === '-') return output
  const ending = kind === 'onnx' && extname(input) === '.json' ? '.json' : '.out'
  return join(output, `${basename(input, extname(input))}${ending}`)
}

export async function writeOutput(file: string, output: Uint8Array, format: 'bytes' | 'json'): Promise<void> {
  const content = format === 'json' ? `${tensorsToJson(output)}\n` : output
  if (file === '-') return void process.stdout.write(content)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}

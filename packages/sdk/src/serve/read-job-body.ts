import { AppError } from '@network3/core/app-error'
import { jobClasses, jobKinds } from '@network3/core/jobs/job-terms'
import { tensorsFromJson } from '@network3/core/tensors/json-tensors'
import { z } from 'zod'
import type { JobToRun } from '../jobs/prepare-job.ts'

const leaseField = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{0,77}$/, { error: 'the number of a lease' }))
  .transform((text) => BigInt(text))
const base64 = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const common = {
  lease: leaseField,
  kind: z.enum(jobKinds),
  class: z.enum(jobClasses).default('D0'),
  args: z.array(z.string()).default([]),
  /** One job per key and lease; also as the header Idempotency-Key. */
  requestKey: z.string().min(1).max(128).optional(),
}

const jsonSchema = z.strictObject({
  ...common,
  /** Base64. */
  module: base64,
  input: base64.optional(),
  /** Of a model, instead of input. */
  tensors: z.array(z.unknown()).optional(),
})
const formSchema = z.object({
  ...common,
  module: z.instanceof(File),
  input: z.union([z.instanceof(File), z.string()]).optional(),
})

export type JobBody = { leaseId: bigint; job: JobToRun }

/**
 * A job as JSON (bytes as base64, tensors as JSON) or as a form (`curl -F module=@model.onnx -F input=@input.json`). A
 * model's input may be JSON in both. Throws INPUT_INVALID.
 */
export async function readJobBody(request: Request): Promise<JobBody> {
  const isForm = (request.headers.get('content-type') ?? '').startsWith('multipart/form-data')
  const { leaseId, job } = isForm ? await readForm(request) : await readJson(request)
  const requestKey = job.requestKey ?? request.headers.get('idempotency-key') ?? undefined
  return { leaseId, job: { ...job, ...(requestKey === undefined ? {} : { requestKey }) } }
}

type ReadJob = { leaseId: bigint; job: Omit<JobToRun, 'requestKey'> & { requestKey?: string | undefined } }

async function readJson(request: Request): Promise<ReadJob> {
  const {
    lease: leaseId,
    input,
    tensors,
    ...job
  } = parse(jsonSchema, await request.json().catch(() => undefined))
  const bytes = tensors === undefined ? input : tensorsFromJson(JSON.stringify({ tensors }))
  return { leaseId, job: { ...job, input: bytes ?? new Uint8Array() } }
}

async function readForm(request: Request): Promise<ReadJob> {
  const form = await request.formData().catch((cause: unknown) => {
    throw new AppError('INPUT_INVALID', 'The form cannot be read.', { cause })
  })
  const fields = Object.fromEntries(form.entries())
  const read = parse(formSchema, { ...fields, args: form.getAll('arg') })
  const { lease: leaseId, module, input, ...job } = read
  const bytes = new Uint8Array(await new Blob(input === undefined ? [] : [input]).arrayBuffer())
  const isJson = job.kind === 'onnx' && bytes.find((byte) => byte > 0x20) === 0x7b
  return {
    leaseId,
    job: {
      ...{ ...job, module: new Uint8Array(await module.arrayBuffer()) },
      input: isJson ? tensorsFromJson(new TextDecoder().decode(bytes)) : bytes,
    },
  }
}

/** Throws INPUT_INVALID naming each field that does not fit. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('INPUT_INVALID', z.prettifyError(parsed.error))
}

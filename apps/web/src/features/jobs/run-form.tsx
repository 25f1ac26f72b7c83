'use client'

import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import type { TransactionFailure } from '../../chain/transactions/transaction-phase.ts'
import { paths } from '../../paths.ts'
import type { SessionKey } from '../session-keys/session-key.ts'
import type { JobFiles, SendStep } from './send-job.ts'
import { useRunnableKinds, whyNotRun } from './use-runnable-kinds.ts'

type RunFormProps = { leaseId: string; sessionKey: SessionKey; closedReason: string | undefined }

const steps: Record<SendStep | 'read', string> = {
  read: 'Reading…',
  key: 'Asking for today’s key…',
  seal: 'Sealing to the nodes…',
  send: 'Sending…',
}

/** A module and an input of one's own, or one of two examples; sealed here, then on to the page of the job. */
export function RunForm({ leaseId, sessionKey, closedReason }: RunFormProps) {
  const config = useChainConfig()
  const router = useRouter()
  const [step, setStep] = useState<SendStep | 'read'>()
  const [failure, setFailure] = useState<TransactionFailure>()
  const [module, setModule] = useState<File>()
  const [input, setInput] = useState<File>()
  const runnable = useRunnableKinds(leaseId)
  const kind = module === undefined ? undefined : kindOf(module)
  const isUnknown = module !== undefined && kind === undefined
  const reasonOf = (wanted: 'wasm' | 'onnx') => closedReason ?? whyNotRun(runnable, wanted)
  const blocked = kind === undefined ? closedReason : reasonOf(kind)
  const unable = (['onnx', 'wasm'] as const).flatMap((each) => whyNotRun(runnable, each) ?? [])

  const run = async (read: () => Promise<JobFiles>) => {
    setFailure(undefined)
    setStep('read')
    try {
      const files = await read()
      const { sendJob } = await import('./send-job.ts')
      const jobId = await sendJob(config, { key: sessionKey, leaseId, files, onStep: setStep })
      router.push(paths.job(jobId))
    } catch (error) {
      const { failureOf } = await import('../../chain/contract-errors.ts')
      setFailure(failureOf(error))
      setStep(undefined)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (kind === undefined || module === undefined || blocked !== undefined || step !== undefined) return
    void run(async () => ({
      kind,
      module: await bytesOf(module),
      input: input === undefined ? new Uint8Array() : await bytesOf(input),
    }))
  }
  const busy = step !== undefined
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="text-ink-2 text-md">Try one:</span>
        <Button
          size="sm"
          disabledReason={reasonOf('onnx')}
          isBusy={busy}
          onClick={() => void run(readExampleModel)}
        >
          ONNX: which values are personal?
        </Button>
        <Button
          size="sm"
          disabledReason={reasonOf('wasm')}
          isBusy={busy}
          onClick={() => void run(readExampleProgram)}
        >
          WebAssembly: count words
        </Button>
        {closedReason === undefined && unable.length > 0 && (
          <p className="basis-full text-md text-warn">{unable.join(' ')}</p>
        )}
      </div>
      <form onSubmit={onSubmit} aria-label="Run a job" className="grid gap-4 md:grid-cols-2">
        <Field
          label="Program or model"
          className="content-start"
          error={isUnknown ? 'A file that ends in .wasm or .onnx.' : undefined}
          hint="WebAssembly (WASI preview 1) or ONNX."
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              accept=".wasm,.onnx"
              required
              className="py-1"
              onChange={(event) => setModule(event.target.files?.[0])}
            />
          )}
        </Field>
        <Field
          label="Input"
          className="content-start"
          hint={
            kind === 'onnx'
              ? 'A tensor container (N3T1).'
              : 'What the program reads on its standard input; may be left out.'
          }
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              className="py-1"
              onChange={(event) => setInput(event.target.files?.[0])}
            />
          )}
        </Field>
        <div className="grid justify-items-start gap-2 md:col-span-2">
          <Button
            type="submit"
            variant="signal"
            isBusy={busy}
            disabledReason={
              blocked ?? (kind === undefined ? 'Choose a program or a model first.' : undefined)
            }
          >
            {step === undefined ? 'Seal and send' : steps[step]}
          </Button>
          <p className="text-ink-3 text-sm" aria-live="polite">
            {step === undefined
              ? (blocked ?? 'Sealed in this page to the nodes of the lease: nobody between can read it.')
              : steps[step]}
          </p>
        </div>
      </form>
      <FailureNotice failure={failure} />
    </div>
  )
}

function kindOf({ name }: File): 'wasm' | 'onnx' | undefined {
  if (/\.onnx$/i.test(name)) return 'onnx'
  return /\.wasm$/i.test(name) ? 'wasm' : undefined
}

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer())

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return bytesOf(await response.blob())
}

async function readExampleModel(): Promise<JobFiles> {
  const { EXAMPLE_VALUES, encodeValues, exampleFiles } = await import('./example-jobs.ts')
  const module = await fetchBytes(exampleFiles.model)
  return { kind: 'onnx', module, input: encodeValues(EXAMPLE_VALUES), exampleValues: EXAMPLE_VALUES }
}

async function readExampleProgram(): Promise<JobFiles> {
  const { EXAMPLE_TEXT, exampleFiles } = await import('./example-jobs.ts')
  const module = await fetchBytes(exampleFiles.program)
  return { kind: 'wasm', module, input: new TextEncoder().encode(EXAMPLE_TEXT) }
}

'use client'

import { useEffect, useState } from 'react'
import { getTrpcClient } from '../../trpc/client.ts'

type JobKind = 'wasm' | 'onnx'

/** Nodes come, go and are checked: asked again this often. */
const AGAIN_MS = 10_000

/**
 * What the nodes of a lease that are up and can be sealed to run now. Undefined while it is not known: nobody is held up
 * by that, for the site judges again.
 */
export function useRunnableKinds(leaseId: string): ReadonlySet<JobKind> | undefined {
  const [kinds, setKinds] = useState<ReadonlySet<JobKind>>()
  useEffect(() => {
    let isLeft = false
    const read = async () => {
      const found = await getTrpcClient()
        .jobs.findRecipients.query({ leaseId })
        .catch(() => undefined)
      if (isLeft) return
      const able = found?.nodes.filter(({ isOnline, bundle }) => isOnline && bundle !== null)
      setKinds(able && new Set(able.flatMap((node) => node.kinds)))
    }
    void read()
    const timer = setInterval(() => void read(), AGAIN_MS)
    return () => {
      isLeft = true
      clearInterval(timer)
    }
  }, [leaseId])
  return kinds
}

const names = { onnx: 'ONNX models', wasm: 'WebAssembly programs' } as const

/** Why a job of this kind would only wait, or undefined. */
export function whyNotRun(kinds: ReadonlySet<JobKind> | undefined, kind: JobKind): string | undefined {
  if (kinds === undefined || kinds.has(kind)) return undefined
  return `No node of this lease that is online runs ${names[kind]} now: the job would only wait.`
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTrpc } from '../../trpc/provider.tsx'
import { NumberedStep } from '../store/numbered-step.tsx'
import { CodeField } from './code-field.tsx'
import { codeIn } from './code-in.ts'
import { NodeProgress } from './node-progress.tsx'
import { PairingFacts } from './pairing-facts.tsx'
import { SignPairing } from './sign-pairing.tsx'

/** The agent answers in its own time, and its owner in theirs. */
const POLL_MS = 2_000

/** From the code an agent shows to a node that earns. A link with the code after # has it entered already. */
export function Pairing() {
  const trpc = useTrpc()
  const [text, setText] = useState('')
  const code = codeIn(text)

  useEffect(() => {
    const readHash = () => {
      const linked = codeIn(window.location.hash.slice(1))
      if (linked !== undefined) setText(linked)
    }
    readHash()
    window.addEventListener('hashchange', readHash)
    return () => window.removeEventListener('hashchange', readHash)
  }, [])

  const found = useQuery(
    trpc.pairing.get.queryOptions(
      { code: code ?? '' },
      {
        enabled: code !== undefined,
        // A wrong code is not asked for twice: wrong ones are counted.
        retry: false,
        refetchInterval: ({ state: { data, error } }) =>
          error === null && (data?.state.code === 'PAIRING_OPEN' || data?.state.code === 'PAIRING_SIGNED')
            ? POLL_MS
            : false,
      },
    ),
  )
  const pairing = code === undefined ? undefined : found.data
  return (
    <>
      <NumberedStep number={2} title="Enter the code it shows">
        <CodeField
          text={text}
          isBusy={code !== undefined && found.isPending}
          error={code !== undefined && found.error ? found.error : undefined}
          onText={setText}
        />
      </NumberedStep>
      <NumberedStep number={3} title="Check the node, and sign with your wallet">
        <PairingFacts pairing={pairing} />
        {code !== undefined && pairing !== undefined && (
          <SignPairing code={code} pairing={pairing} onSigned={() => void found.refetch()} />
        )}
      </NumberedStep>
      <NumberedStep number={4} title="Confirm on the device, and watch it come up">
        <NodeProgress pairing={pairing} />
      </NumberedStep>
    </>
  )
}

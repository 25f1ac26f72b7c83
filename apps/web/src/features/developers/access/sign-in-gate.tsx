'use client'

import { shortenAddress } from '@network3/core/address'
import { Button } from '@network3/ui/button'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { getTrpcClient } from '../../../trpc/client.ts'
import { TrpcProvider, useTrpc } from '../../../trpc/provider.tsx'
import { ReadFailure } from '../../staking/read-failure.tsx'
import { SignIn } from './sign-in.tsx'

type SignInGateProps = { what: string; children: ReactNode }

/** Shows what belongs to an account to who is signed in as it. Brings the API's client itself. */
export function SignInGate(props: SignInGateProps) {
  return (
    <TrpcProvider>
      <Gate {...props} />
    </TrpcProvider>
  )
}

function Gate({ what, children }: SignInGateProps) {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const session = useQuery(trpc.session.get.queryOptions())
  if (session.isPending) return <SkeletonRows rows={2} label="Reading the session" />
  if (session.isError)
    return <ReadFailure what="The session" error={session.error} onRetry={() => session.refetch()} />
  if (session.data === null) {
    return <SignIn what={what} onSignedIn={() => queries.invalidateQueries()} />
  }
  const signOut = async () => {
    await getTrpcClient().session.signOut.mutate({ everywhere: false })
    await queries.resetQueries()
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-9">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ink-2 text-md">
        <span>
          Signed in as <span className="font-mono text-ink">{shortenAddress(session.data.account)}</span>
        </span>
        <Button size="sm" variant="quiet" onClick={() => void signOut()}>
          Sign out
        </Button>
      </p>
      {children}
    </div>
  )
}

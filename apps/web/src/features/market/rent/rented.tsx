'use client'

import { LinkButton } from '@network3/ui/link-button'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import { useWallet } from '../../../chain/use-wallet.ts'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { useTrpc } from '../../../trpc/provider.tsx'
import { SessionKeyNotice } from '../../session-keys/session-key-notice.tsx'

/** After the prompt: the leases as soon as they are indexed, and the key to keep. */
export function Rented({ voucherSigner, leases }: { voucherSigner: string; leases: number }) {
  const trpc = useTrpc()
  const { address } = useWallet()
  const isOurs = (lease: { voucherSigner: string }) =>
    lease.voucherSigner.toLowerCase() === voucherSigner.toLowerCase()
  const found = useQuery(
    trpc.leases.find.queryOptions(
      { renter: address ?? '', limit: 100 },
      {
        enabled: address !== undefined,
        refetchInterval: ({ state }) =>
          (state.data?.items.filter(isOurs).length ?? 0) < leases ? 1_000 : false,
      },
    ),
  )
  const opened = found.data?.items.filter(isOurs) ?? []
  return (
    <div className="grid gap-4">
      <p className="text-body">
        {opened.length === 0
          ? 'Sent. The leases appear here as soon as their block is indexed; the notification tells how far it is.'
          : 'Rented. Send a job to each from its page.'}
      </p>
      {opened.length === 0 && <SkeletonRows rows={1} label="Waiting for the leases" />}
      <div className="flex flex-wrap gap-2">
        {opened.map(({ leaseId }) => (
          <LinkButton key={leaseId} variant="signal" component={Link} href={paths.lease(leaseId)}>
            Open lease {leaseId}
          </LinkButton>
        ))}
      </div>
      <SessionKeyNotice address={voucherSigner} />
    </div>
  )
}

import { Badge } from '@network3/ui/badge'
import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import { ReasonBar } from '@network3/ui/reason-bar'
import type { Metadata } from 'next'
import Link from 'next/link'
import { FaucetForm } from '../../features/faucet/faucet-form.tsx'
import { formatDuration } from '../../features/staking/format-duration.ts'
import { paths } from '../../paths.ts'
import { TrpcProvider } from '../../trpc/provider.tsx'
import { getApi } from '../../trpc/server.ts'

export const metadata: Metadata = {
  title: 'Faucet',
  description: 'ETH and N3 of the local chain, for trying things.',
}

// The faucet's key is the server's, known only when it runs.
export const dynamic = 'force-dynamic'

export default async function FaucetPage() {
  const info = await getApi().faucet.getInfo()
  return (
    <TrpcProvider>
      <PageHead
        title={
          <span className="flex items-center gap-3">
            Faucet{' '}
            <span className="tracking-normal">
              <Badge tone="warn">local chain only</Badge>
            </span>
          </span>
        }
        actions={
          <LinkButton href={paths.stake} component={Link}>
            Stake it
          </LinkButton>
        }
      >
        Money of the local chain, for trying things. It is worth nothing anywhere else. One gift per address
        every {formatDuration(info.cooldownSeconds)}.
      </PageHead>
      {info.isEnabled ? (
        <FaucetForm info={info} />
      ) : (
        <ReasonBar
          code={info.reason?.code ?? 'FAUCET_DISABLED'}
          sentence={info.reason?.sentence ?? 'There is no faucet on this chain.'}
        />
      )}
    </TrpcProvider>
  )
}

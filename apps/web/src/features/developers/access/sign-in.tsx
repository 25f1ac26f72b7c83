'use client'

import { EmptyState } from '@network3/ui/empty-state'
import { ActionButton } from '../../../chain/action-button.tsx'
import { FailureNotice } from '../../../chain/failure-notice.tsx'
import { useAction } from '../../../chain/use-action.ts'
import { useWallet } from '../../../chain/use-wallet.ts'
import { getTrpcClient } from '../../../trpc/client.ts'

/** Signing in with a wallet (EIP-4361): one signature over a text that names this site, good for five minutes. */
export function SignIn({ what, onSignedIn }: { what: string; onSignedIn: () => unknown }) {
  const { address } = useWallet()
  const action = useAction()

  const signIn = () =>
    action.run(async (onStage) => {
      if (address === undefined) return
      const client = getTrpcClient()
      const { nonce, expiresAt, chainId } = await client.session.getNonce.mutate({})
      const [{ createSiweMessage }, { signText }] = await Promise.all([
        import('viem/siwe'),
        import('../../../chain/actions/sign-text.ts'),
      ])
      const message = createSiweMessage({
        ...{ domain: window.location.host, uri: window.location.origin, version: '1' },
        ...{ address, chainId, nonce, issuedAt: new Date(), expirationTime: new Date(expiresAt) },
        statement: 'Sign in to Network3. This sends no transaction and costs nothing.',
      })
      const signature = await signText(message, onStage)
      await client.session.signIn.mutate({ message, signature })
      await onSignedIn()
    })
  return (
    <EmptyState
      title={`Sign in to see ${what}`}
      action={
        <div className="grid justify-items-start gap-3">
          <ActionButton variant="signal" label="Sign in" stage={action.stage} onRun={() => void signIn()} />
          <FailureNotice failure={action.failure} />
        </div>
      }
    >
      They belong to a wallet: sign a text with it, which sends no transaction and costs nothing. Renting and
      running jobs need no account: signatures of the wallet and of a lease’s key are enough.
    </EmptyState>
  )
}

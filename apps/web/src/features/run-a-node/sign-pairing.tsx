'use client'

import { ReasonBar } from '@network3/ui/reason-bar'
import { useMutation } from '@tanstack/react-query'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import type { PairingView } from './pairing-facts.tsx'

type SignPairingProps = { code: string; pairing: PairingView; onSigned: () => void }

/** The wallet's part: one signature, no transaction, nothing to pay. */
export function SignPairing({ code, pairing, onSigned }: SignPairingProps) {
  const trpc = useTrpc()
  const config = useChainConfig()
  const { address } = useWallet()
  const action = useAction()
  const put = useMutation(trpc.pairing.sign.mutationOptions({ onSuccess: onSigned }))

  if (pairing.state.code !== 'PAIRING_OPEN') {
    const { code: state, sentence, nextStep } = pairing.state
    const isOver = state !== 'PAIRING_SIGNED' && state !== 'PAIRING_DONE'
    return (
      <ReasonBar
        code={state}
        sentence={[sentence, nextStep].filter(Boolean).join(' ')}
        tone={isOver ? 'warn' : 'signal'}
      />
    )
  }
  const sign = async () => {
    put.reset()
    await action.run(async (onStage) => {
      const { signRegistration } = await import('../../chain/actions/sign-registration.ts')
      const signed = await signRegistration(config, pairing, onStage)
      await put.mutateAsync({ code, ...signed }).catch(() => undefined)
    })
  }
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-ink-2 text-md">
        You sign that this wallet operates this node. It is a signature, not a transaction: nothing leaves
        your wallet, and what the node earns goes to {address === undefined ? 'the wallet that signs' : 'it'}.
      </p>
      <ActionButton
        variant="signal"
        label="Sign"
        accessibleName="Sign as the operator of this node"
        stage={action.stage}
        onRun={() => void sign()}
      />
      <FailureNotice failure={action.failure} />
      <div role="alert" className="w-full empty:hidden">
        {put.error && (
          <ReasonBar tone="bad" code={put.error.data?.code ?? 'UNAVAILABLE'} sentence={put.error.message} />
        )}
      </div>
    </div>
  )
}

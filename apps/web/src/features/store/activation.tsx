'use client'

import { activationCan } from '@network3/core/activation-code'
import { deviceCan } from '@network3/core/device-state'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { ActivationCodeField } from './activation-code-field.tsx'
import { ActivationPreview } from './activation-preview.tsx'
import { AskDevice } from './ask-device.tsx'
import { describeReason } from './describe-reason.ts'
import { NumberedStep } from './numbered-step.tsx'
import { readActivationCode } from './read-activation-code.ts'
import type { Device } from './store-words.ts'

/** From the code a device shows to the node it runs: four steps, one prompt. */
export function Activation({ device }: { device: Device }) {
  const config = useChainConfig()
  const router = useRouter()
  const wallet = useWallet()
  const action = useAction()
  const [text, setText] = useState('')
  const { code, problem } = readActivationCode(text)
  const account = wallet.address ?? device.owner
  const ownership = deviceCan.activate(device, account)
  const fit = code && activationCan(code, { ...device, tokenId: BigInt(device.tokenId) }, account, new Date())
  const mismatch = fit === undefined || fit === true ? undefined : describeReason(fit)
  const disabledReason =
    ownership !== true
      ? describeReason(ownership)
      : (problem?.sentence ?? mismatch ?? (code === undefined ? 'Enter the code first.' : undefined))

  const submit = async () => {
    if (code === undefined || disabledReason !== undefined) return
    const isSent = await action.run(async (onStage) => {
      const { activateDevice } = await import('../../chain/actions/activate-device.ts')
      await activateDevice(config, { code, onStage })
    })
    if (isSent) setText('')
    else router.refresh()
  }

  return (
    <ol className="grid w-full gap-6">
      <NumberedStep number={1} title="Have the device make its code">
        <AskDevice tokenId={device.tokenId} owner={device.owner} isLocal={config.isLocal} />
      </NumberedStep>
      <NumberedStep number={2} title="Read the code">
        <ActivationCodeField
          text={text}
          problem={problem?.sentence ?? (ownership === true ? mismatch : undefined)}
          onText={(next) => {
            setText(next)
            action.clear()
          }}
        />
      </NumberedStep>
      <NumberedStep number={3} title="Check what will be registered">
        <ActivationPreview code={code} text={text} operator={device.owner} previousNode={device.node} />
      </NumberedStep>
      <NumberedStep number={4} title="Confirm in one prompt">
        <div className="grid justify-items-start gap-2">
          <ActionButton
            variant="signal"
            label="Activate"
            accessibleName={`Activate device ${device.tokenId}`}
            stage={action.stage}
            disabledReason={disabledReason}
            isReasonInSight={ownership === true && (problem ?? mismatch) !== undefined}
            onRun={submit}
          />
        </div>
        <FailureNotice failure={action.failure} />
      </NumberedStep>
    </ol>
  )
}

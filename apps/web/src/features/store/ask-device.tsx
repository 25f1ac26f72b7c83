import type { Address } from '@network3/core/hex'
import { Address as AddressText } from '@network3/ui/address'
import { CopyButton } from '@network3/ui/copy-button'

type AskDeviceProps = { tokenId: string; owner: Address; isLocal: boolean }

/** What the device has to know to sign: its number and its owner. The code it makes fits no other owner. */
export function AskDevice({ tokenId, owner, isLocal }: AskDeviceProps) {
  const command = `npm run device -- --token ${tokenId} --owner ${owner}`
  return (
    <>
      <p className="text-ink-2">
        Connect it to power and to the network, and tell it its number and its owner. Its own key then signs a
        code that fits this owner only, and is good for a short while.
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-1 text-md">
        <dt className="text-ink-3">Number</dt>
        <dd className="flex items-center gap-2.5 font-mono">
          {tokenId}
          <CopyButton text={tokenId} label="Copy the number" />
        </dd>
        <dt className="text-ink-3">Owner</dt>
        <dd>
          <AddressText value={owner} withCopy isFull />
        </dd>
      </dl>
      {isLocal && (
        <p className="grid gap-1 text-md">
          <span className="text-ink-3">
            On this local chain a command plays the device: run it where the network was started.
          </span>
          <span className="flex items-start gap-2">
            <code className="min-w-0 break-all rounded-sm bg-sunken px-2 py-1 text-sm">{command}</code>
            <CopyButton text={command} label="Copy the command" />
          </span>
        </p>
      )}
    </>
  )
}

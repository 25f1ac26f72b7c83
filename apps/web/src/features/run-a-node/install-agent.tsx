'use client'

import { CopyButton } from '@network3/ui/copy-button'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** The command that starts the agent. The site's own address is known in the browser only. */
export function InstallAgent({ isLocal }: { isLocal: boolean }) {
  const site = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  )
  const command = `npm run agent -- up --site ${site}`
  return (
    <>
      <p className="text-ink-2">
        In a checkout of Network3, on the device that is to work. It asks what to lend, makes its own key, and
        shows a code of eight letters and digits, good for ten minutes.
      </p>
      <p className="flex items-start gap-2">
        <code className="min-w-0 break-all rounded-sm bg-sunken px-2 py-1 text-sm">{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </p>
      {isLocal && (
        <p className="text-ink-3 text-md">
          On this local chain the device may be the machine that the network runs on.
        </p>
      )}
    </>
  )
}

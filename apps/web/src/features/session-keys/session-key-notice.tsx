'use client'

import { Button } from '@network3/ui/button'
import { ReasonBar } from '@network3/ui/reason-bar'
import { type ChangeEvent, useId, useState } from 'react'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import type { SessionKey } from './session-key.ts'
import { type KeptKey, useSessionKey } from './use-session-key.ts'

// Not core's: that brings the checksum's hash to a page that only reads.
const shorten = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`

/** Where the key of a lease is, said plainly: here, and how to save it; or not here, and how to bring it. */
export function SessionKeyNotice({ address }: { address: string }) {
  const kept = useSessionKey(address)
  if (kept.status === 'reading') return <div className="h-[58px]" />
  return <KeyState address={address} kept={kept} />
}

function KeyState({ address, kept }: { address: string; kept: KeptKey }) {
  if (kept.status === 'here') {
    return (
      <ReasonBar
        tone="line"
        code="KEY_HERE"
        sentence={`This browser has the key of this lease (${shorten(address)}), unencrypted in its storage for this site. Whoever gets it can spend what is left of the lease and open its results, nothing else. Clearing the site’s data loses it: keep a copy.`}
        action={<SaveKey sessionKey={kept.key} />}
      />
    )
  }
  const sentence =
    kept.status === 'closed'
      ? 'This browser keeps nothing for this site, so it has no key of any lease.'
      : `This browser does not have the key of this lease (${shorten(address)}): jobs are sent, opened and paid where it was rented, or here with the file that was downloaded there.`
  return <ReasonBar code="KEY_NOT_HERE" sentence={sentence} action={<BringKey address={address} />} />
}

/**
 * The file holds today's sealing key as well, made now if need be: a copy that was saved right after renting opens what is
 * sealed later that day. Where no centre answers, the key of the lease alone is saved.
 */
function SaveKey({ sessionKey }: { sessionKey: SessionKey }) {
  const config = useChainConfig()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const [{ openSealingKey }, { readSessionKey }] = await Promise.all([
        import('./open-sealing-key.ts'),
        import('./key-database.ts'),
      ])
      await openSealingKey(config, sessionKey).catch(() => undefined)
      download((await readSessionKey(sessionKey.address)) ?? sessionKey)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="sm" isBusy={isBusy} onClick={() => void save()}>
      Download the key
    </Button>
  )
}

function BringKey({ address }: { address: string }) {
  const [problem, setProblem] = useState<string>()
  const inputId = useId()
  const onChange = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (file === undefined) return
    const [{ parseSessionKey }, { keepSessionKey }] = await Promise.all([
      import('./session-key.ts'),
      import('./key-database.ts'),
    ])
    const key = parseSessionKey(await file.text())
    target.value = ''
    if (key === undefined) return setProblem('This is not a key file of this site.')
    if (key.address.toLowerCase() !== address.toLowerCase()) {
      return setProblem(`This is the key of another lease: ${shorten(key.address)}.`)
    }
    setProblem(undefined)
    await keepSessionKey(key).catch(() => setProblem('This browser does not keep it.'))
  }
  return (
    <span className="grid shrink-0 justify-items-start gap-1">
      <label
        htmlFor={inputId}
        className="inline-flex h-7 cursor-pointer items-center rounded border border-line-strong px-2.5 font-[550] text-md hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-focus"
      >
        Bring the key file
        <input
          id={inputId}
          type="file"
          accept="application/json,.json"
          onChange={(event) => void onChange(event)}
          className="sr-only"
        />
      </label>
      <span role="alert" className="text-bad text-sm empty:hidden">
        {problem}
      </span>
    </span>
  )
}

function download(key: SessionKey): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(key, undefined, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `network3-lease-key-${key.address.slice(2, 10).toLowerCase()}.json`
  link.click()
  URL.revokeObjectURL(url)
}

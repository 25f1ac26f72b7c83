'use client'

import { useEffect, useState } from 'react'
import type { SessionKey } from './session-key.ts'

export type KeptKey =
  | { status: 'reading' }
  | { status: 'here'; key: SessionKey }
  | { status: 'missing' }
  /** The browser keeps nothing for this site: private windows and blocked storage. */
  | { status: 'closed' }

/** The session key of this address, if this browser has it. */
export function useSessionKey(address: string): KeptKey {
  const [kept, setKept] = useState<KeptKey>({ status: 'reading' })
  useEffect(() => {
    let isLeft = false
    let stop: (() => void) | undefined
    // After the page is there: reading it needs no key, and its schema is not small.
    void import('./key-database.ts').then(({ onKeysChanged, readSessionKey }) => {
      if (isLeft) return
      const read = () =>
        readSessionKey(address).then(
          (key) => !isLeft && setKept(key === undefined ? { status: 'missing' } : { status: 'here', key }),
          () => !isLeft && setKept({ status: 'closed' }),
        )
      void read()
      stop = onKeysChanged(() => void read())
    })
    return () => {
      isLeft = true
      stop?.()
    }
  }, [address])
  return kept
}

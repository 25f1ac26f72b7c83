'use client'

import { Button } from '@network3/ui/button'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Device } from './store-words.ts'

// The decoder of the code, the camera and the wallet are fetched by who activates, not by who reads.
const Activation = lazy(() => import('./activation.tsx').then((module) => ({ default: module.Activation })))

/** The way from a device that arrived to a node that runs. A link to #activate opens it. */
export function ActivationSlot({ device }: { device: Device }) {
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    const openByHash = () => window.location.hash === '#activate' && setOpen(true)
    openByHash()
    window.addEventListener('hashchange', openByHash)
    return () => window.removeEventListener('hashchange', openByHash)
  }, [])

  return (
    <section id="activate" aria-label="Activation" className="grid scroll-mt-6 justify-items-start gap-3">
      {isOpen ? (
        <Suspense fallback={<SkeletonRows rows={4} label="Reading the steps" />}>
          <Activation device={device} />
        </Suspense>
      ) : (
        <>
          <p className="max-w-[60ch] text-ink-2">
            When it has arrived: start it, read the code it shows, and confirm one transaction. It is then a
            node of yours.
          </p>
          <Button variant="signal" onClick={() => setOpen(true)}>
            Activate
          </Button>
        </>
      )}
    </section>
  )
}

'use client'

import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Button } from '@network3/ui/button'
import { Dialog } from '@network3/ui/dialog'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { RelativeTime } from '@network3/ui/relative-time'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useState } from 'react'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { ScanCode } from './scan-code.tsx'
import { type Device, serialOf } from './store-words.ts'

const RefundForm = lazy(() => import('./refund-form.tsx').then((module) => ({ default: module.RefundForm })))

type FulfilmentRowProps = {
  device: Device
  /** The server's clock, ISO. */
  now: string
  /** The commitment as entered. */
  text: string
  problem: string | undefined
  /** Why this wallet may not act; undefined when it may. */
  roleReason: string | undefined
  onText: (text: string) => void
}

/** One device to ship: for whom, since when, and the key inside it. */
export function FulfilmentRow({ device, now, text, problem, roleReason, onText }: FulfilmentRowProps) {
  const [isScanning, setScanning] = useState(false)
  const [isCancelling, setCancelling] = useState(false)
  const { tokenId, orderId, owner, unitPriceWei, orderedAt } = device
  return (
    <li
      aria-label={`Device ${tokenId}`}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-3 border-line border-b py-4 lg:grid-cols-[minmax(300px,380px)_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Link href={paths.storeDevice(tokenId)} className="font-[550] underline underline-offset-4">
            Device {tokenId}
          </Link>
          <span className="font-mono text-ink-3 text-sm">{serialOf(tokenId)}</span>
          <span className="text-ink-2 text-md">
            ordered <RelativeTime at={orderedAt} now={now} />
          </span>
        </p>
        <p className="flex flex-wrap items-center gap-x-3 text-ink-2 text-md">
          <Link href={paths.storeOrder(orderId)} className="underline-offset-4 hover:underline">
            Order {orderId}
          </Link>
          <Address value={owner} withIdenticon href={paths.storeOf(owner)} component={Link} />
          <Amount wei={unitPriceWei} unit="N3" />
        </p>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <Field label={`Key commitment of device ${tokenId}`} error={problem}>
          {(control) => (
            <div className="flex flex-wrap gap-2">
              <span className="min-w-[220px] grow">
                <Input
                  {...control}
                  isMono
                  value={text}
                  placeholder="0x…"
                  autoComplete="off"
                  spellCheck={false}
                  readOnly={roleReason !== undefined}
                  onChange={(event) => onText(event.target.value)}
                />
              </span>
              <Button
                aria-label={`Scan the commitment of device ${tokenId}`}
                disabledReason={roleReason}
                onClick={() => setScanning(true)}
              >
                Scan
              </Button>
              <Button
                variant="quiet"
                aria-label={`Cancel device ${tokenId}`}
                disabledReason={roleReason}
                onClick={() => setCancelling(true)}
              >
                Cancel
              </Button>
            </div>
          )}
        </Field>
        {isScanning && (
          <ScanCode
            what={`the commitment of device ${tokenId}`}
            onText={(found) => {
              onText(found)
              setScanning(false)
            }}
            onClose={() => setScanning(false)}
          />
        )}
        <Dialog title={`Cancel device ${tokenId}`} isOpen={isCancelling} onClose={() => setCancelling(false)}>
          <Suspense fallback={<SkeletonRows rows={2} label="Reading the form" />}>
            <RefundForm device={device} isCancel onSent={() => setCancelling(false)} />
          </Suspense>
        </Dialog>
      </div>
    </li>
  )
}

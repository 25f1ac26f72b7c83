'use client'

import { formatWei } from '@network3/core/units'
import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import type { ReactNode } from 'react'

type AmountFieldProps = {
  label: string
  text: string
  onText: (text: string) => void
  /** Wei that Max enters; undefined while it is not known. */
  maximumWei: bigint | undefined
  problem: string | undefined
  aside?: ReactNode
  hint?: ReactNode
}

/** An amount of N3 as a person types it, exact to the last digit. */
export function AmountField({ label, text, onText, maximumWei, problem, aside, hint }: AmountFieldProps) {
  return (
    <Field label={label} error={problem} aside={aside} hint={hint}>
      {(control) => (
        <div className="flex gap-2">
          <div className="grow">
            <Input
              {...control}
              isMono
              unit="N3"
              inputMode="decimal"
              autoComplete="off"
              placeholder="0.0"
              value={text}
              onChange={(event) => onText(event.target.value)}
            />
          </div>
          <Button
            disabledReason={maximumWei === undefined ? 'Connect a wallet to know its balance.' : undefined}
            onClick={() => maximumWei !== undefined && onText(formatWei(maximumWei))}
          >
            Max
          </Button>
        </div>
      )}
    </Field>
  )
}

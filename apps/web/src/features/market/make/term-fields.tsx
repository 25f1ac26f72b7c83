'use client'

import { type OfferKind, offerKinds, unitOfKind } from '@network3/core/lease-state'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { Select } from '@network3/ui/select'
import type { ReactNode } from 'react'
import type { TermProblems, TermTexts } from './read-terms.ts'

type TermFieldsProps = {
  texts: TermTexts
  problems: TermProblems
  onTexts: (texts: TermTexts) => void
}

/** What is offered, at which price, how much of it and for how long. */
export function TermFields({ texts, problems, onTexts }: TermFieldsProps) {
  const unit = unitOfKind[texts.kind]
  const field = (name: keyof TermProblems, label: string, hint: ReactNode, shownUnit?: string) => (
    <Field label={label} error={problems[name]} hint={hint} className="content-start">
      {(control) => (
        <Input
          {...control}
          isMono
          {...(shownUnit !== undefined && { unit: shownUnit })}
          inputMode="decimal"
          autoComplete="off"
          value={texts[name]}
          onChange={(event) => onTexts({ ...texts, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <Field
        label="Kind"
        hint="One of your registered nodes has to lend it. What carries bandwidth, egress and data sets is not built yet; such offers can be listed, leased and paid."
      >
        {(control) => (
          <Select
            {...control}
            value={texts.kind}
            onChange={(event) => onTexts({ ...texts, kind: event.target.value as OfferKind })}
          >
            {offerKinds.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </Select>
        )}
      </Field>
      {field(
        'price',
        `Price of a ${unit}, N3`,
        'What renters pay; the protocol fee is taken out of it.',
        'N3',
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {field('slots', 'Slots', 'Rented out at one time.')}
        {field('hours', 'Longest lease, hours', 'From when it is opened.', 'h')}
        {field('minUnits', 'Least units a slot', 'Due even if unused: reserving is not free.')}
        {field('maxUnits', 'Units in all', 'Over all leases; then the offer is sold out.')}
      </div>
      {field('days', 'Good for, days', 'Until then it can be taken, unless you withdraw it.')}
    </>
  )
}

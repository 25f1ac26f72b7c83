'use client'

import { type OfferKind, unitOfKind } from '@network3/core/lease-state'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { Stepper } from '@network3/ui/stepper'
import type { WantProblems, WantTexts } from './read-want.ts'

type WantFieldsProps = {
  kind: OfferKind
  texts: WantTexts
  problems: WantProblems
  onTexts: (texts: WantTexts) => void
}

/** How much: nodes for hours, or units; and what it may cost. */
export function WantFields({ kind, texts, problems, onTexts }: WantFieldsProps) {
  const change = (part: Partial<WantTexts>) => onTexts({ ...texts, ...part })
  const unit = unitOfKind[kind]
  const isByHours = kind === 'compute' && texts.by === 'hours'
  return (
    <>
      {kind === 'compute' && (
        <fieldset className="inline-flex justify-self-start divide-x divide-line rounded border border-line">
          <legend className="sr-only">Measured by</legend>
          {(['hours', 'units'] as const).map((by) => (
            <label
              key={by}
              className="cursor-pointer px-[11px] py-[5px] font-medium font-mono text-ink-2 text-md leading-[19px] has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name="by"
                value={by}
                checked={texts.by === by}
                onChange={() => change({ by })}
                className="sr-only"
              />
              {by === 'hours' ? 'nodes × hours' : `${unit}s`}
            </label>
          ))}
        </fieldset>
      )}
      {isByHours ? (
        <div className="grid grid-cols-[auto_1fr] gap-3">
          <Field label="Nodes" error={problems.nodes}>
            {(control) => (
              <Stepper
                {...control}
                noun="nodes"
                minimum={1}
                maximum={10_000}
                value={texts.nodes}
                onChange={(nodes) => change({ nodes })}
              />
            )}
          </Field>
          <Field label="Hours each" error={problems.hours}>
            {(control) => (
              <Input
                {...control}
                isMono
                unit="h"
                inputMode="decimal"
                value={texts.hours}
                onChange={(event) => change({ hours: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : (
        <Field label={`Units, ${unit}s`} error={problems.units}>
          {(control) => (
            <Input
              {...control}
              isMono
              inputMode="numeric"
              value={texts.units}
              onChange={(event) => change({ units: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label="At most, N3" error={problems.budget} hint="Left empty, there is no limit but the price.">
        {(control) => (
          <Input
            {...control}
            isMono
            unit="N3"
            inputMode="decimal"
            value={texts.budget}
            onChange={(event) => change({ budget: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

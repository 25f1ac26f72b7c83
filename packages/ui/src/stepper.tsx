'use client'

import { controlClass } from './control-class.ts'

type StepperProps = {
  /** Undefined while what is typed is no whole number. */
  value: number | undefined
  minimum: number
  maximum: number
  /** What is counted, for the names of the buttons: "devices". */
  noun: string
  onChange: (value: number | undefined) => void
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A small whole number: typed, or changed by one with the buttons or the arrow keys. */
export function Stepper({ value, minimum, maximum, noun, onChange, ...control }: StepperProps) {
  const step = (by: number) =>
    onChange(Math.min(Math.max((value ?? minimum) + by, minimum), Math.max(maximum, minimum)))
  return (
    <span className="inline-grid w-[148px] grid-cols-[34px_1fr_34px]">
      <StepButton
        label={`Fewer ${noun}`}
        isBlocked={value !== undefined && value <= minimum}
        onClick={() => step(-1)}
        className="rounded-l border-r-0"
        path="M3.5 8h9"
      />
      <input
        {...control}
        type="text"
        inputMode="numeric"
        role="spinbutton"
        autoComplete="off"
        aria-valuemin={minimum}
        aria-valuemax={maximum}
        aria-valuenow={value}
        value={value ?? ''}
        onChange={(event) => onChange(readWhole(event.target.value))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          step(event.key === 'ArrowUp' ? 1 : -1)
        }}
        className={`${controlClass} rounded-none text-center font-mono`}
      />
      <StepButton
        label={`More ${noun}`}
        isBlocked={value !== undefined && value >= maximum}
        onClick={() => step(1)}
        className="rounded-r border-l-0"
        path="M3.5 8h9M8 3.5v9"
      />
    </span>
  )
}

type StepButtonProps = {
  label: string
  isBlocked: boolean
  onClick: () => void
  className: string
  path: string
}

function StepButton({ label, isBlocked, onClick, className, path }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isBlocked || undefined}
      onClick={() => !isBlocked && onClick()}
      className={`grid h-[34px] place-items-center border border-line-strong text-ink hover:bg-sunken aria-disabled:bg-sunken aria-disabled:text-ink-3 ${className}`}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3.5 fill-none stroke-[1.5] stroke-current">
        <path d={path} strokeLinecap="round" />
      </svg>
    </button>
  )
}

/** Digits only, and few enough to stay exact. */
function readWhole(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined
}

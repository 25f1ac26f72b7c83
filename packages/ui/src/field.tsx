import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

type FieldProps = {
  label: string
  /** What to enter, or what will happen. */
  hint?: ReactNode
  /** What is wrong with what was entered, in one sentence. */
  error?: string | undefined
  /** Something at the right end of the label's line: a balance, a link. */
  aside?: ReactNode
  children: (control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => ReactNode
  className?: string
}

/** A control with its label, hint and error tied to it by id. */
export function Field({ label, hint, error, aside, children, className }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const isDescribed = error !== undefined || hint !== undefined
  return (
    <div className={clsx('grid gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-ink-2 text-sm">
          {label}
        </label>
        {aside && <span className="text-ink-3 text-sm">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': isDescribed ? hintId : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {isDescribed && (
        <p
          id={hintId}
          aria-live="polite"
          className={clsx('text-sm', error === undefined ? 'text-ink-3' : 'text-bad')}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  )
}

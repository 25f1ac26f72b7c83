import type { ReactNode } from 'react'

type NumberedStepProps = { number: number; title: string; children: ReactNode }

/** One step of several, with its number in the margin. */
export function NumberedStep({ number, title, children }: NumberedStepProps) {
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 gap-y-2.5">
      <span aria-hidden="true" className="font-mono text-ink-3 text-md leading-[22px]">
        {number}
      </span>
      <h3 className="text-body">{title}</h3>
      <div className="col-start-2 grid grid-cols-[minmax(0,1fr)] gap-3">{children}</div>
    </li>
  )
}

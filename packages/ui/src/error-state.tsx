import type { ReactNode } from 'react'
import { ReasonBar } from './reason-bar.tsx'

type ErrorStateProps = { title: string; code: string; sentence: string; action?: ReactNode }

/** Something could not be shown: what, why, and what to do about it. */
export function ErrorState({ title, code, sentence, action }: ErrorStateProps) {
  return (
    <div role="alert" className="grid gap-4 py-10">
      <h2 className="text-lg">{title}</h2>
      <ReasonBar tone="bad" code={code} sentence={sentence} action={action} />
    </div>
  )
}

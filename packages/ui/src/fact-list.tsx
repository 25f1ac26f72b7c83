import type { ReactNode } from 'react'

export type Fact = { label: ReactNode; value: ReactNode; note?: ReactNode }

/** Names and values between hairlines. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="border-line-strong border-t">
      {facts.map(({ label, value, note }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: labels may be markup, and a list of facts never reorders
          key={index}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 border-line border-b py-2.5 text-base"
        >
          <dt className="text-ink-2">{label}</dt>
          <dd className="font-mono text-md">{value}</dd>
          {note && <dd className="basis-full text-ink-3 text-sm">{note}</dd>}
        </div>
      ))}
    </dl>
  )
}

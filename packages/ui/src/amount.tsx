import clsx from 'clsx'
import { formatAmountDown, formatExact } from './format-amount.ts'

type AmountProps = {
  /** Wei, as the API sends it or as a bigint. */
  wei: bigint | string
  /** Digits after the point. */
  digits?: number
  /** Shows the unit after the number; lists carry it in the head of their column instead. */
  unit?: string
  className?: string
}

/** An amount, shortened for reading; its title has every digit. */
export function Amount({ wei, digits = 2, unit, className }: AmountProps) {
  const value = BigInt(wei)
  return (
    <span title={formatExact(value, unit ?? 'N3')} className={clsx('font-mono', className)}>
      {formatAmountDown(value, digits)}
      {unit && <span className="text-ink-3"> {unit}</span>}
    </span>
  )
}

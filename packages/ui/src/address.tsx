import clsx from 'clsx'
import type { ElementType } from 'react'
import { CopyButton } from './copy-button.tsx'
import { Identicon } from './identicon.tsx'

type AddressProps = {
  /** Checksummed. */
  value: string
  /** Shows all 40 digits. */
  isFull?: boolean
  /** Draws the picture of the address before it. */
  withIdenticon?: boolean
  /** Puts a copy button after it. */
  withCopy?: boolean
  href?: string | undefined
  /** The router's link component, where there is one. */
  component?: ElementType
  className?: string
}

/** `0x1234…abcd`: shortened for the eye, whole in the title and on copy. */
export function Address({
  value,
  isFull,
  withIdenticon,
  withCopy,
  href,
  component,
  className,
}: AddressProps) {
  const Link = component ?? 'a'
  const text = isFull ? value : shorten(value)
  const looks = clsx('font-mono', isFull ? 'break-all' : 'whitespace-nowrap')
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-2.5', className)}>
      {withIdenticon && <Identicon address={value} />}
      {href === undefined ? (
        <span title={value} className={looks}>
          {text}
        </span>
      ) : (
        <Link href={href} title={value} className={clsx(looks, 'underline-offset-4 hover:underline')}>
          {text}
        </Link>
      )}
      {withCopy && <CopyButton text={value} label={`Copy address ${shorten(value)}`} />}
    </span>
  )
}

function shorten(value: string): string {
  return `${value.slice(0, 6)}…${value.slice(-4)}`
}

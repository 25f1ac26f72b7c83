import clsx from 'clsx'

export type ButtonLook = {
  /** signal: the one way forward of a view. ink: a strong act. line: everything else. quiet: inside rows. */
  variant?: 'signal' | 'ink' | 'line' | 'quiet'
  size?: 'md' | 'sm'
}

const variants = {
  signal: 'border-signal bg-signal text-signal-ink hover:border-signal-strong hover:bg-signal-strong',
  ink: 'border-ink bg-ink text-paper hover:border-ink-2 hover:bg-ink-2',
  line: 'border-line-strong bg-transparent text-ink hover:border-ink-3 hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
}

const sizes = { md: 'h-[34px] px-3.5 text-base', sm: 'h-7 px-2.5 text-md' }

/** The classes of a button or of a link that looks like one. */
export function buttonClass({ variant = 'line', size = 'md' }: ButtonLook, className?: string): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 rounded border font-[550] whitespace-nowrap no-underline',
    'transition-colors duration-100',
    'disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
    sizes[size],
    variants[variant],
    className,
  )
}

/** The box of whatever is typed into, without its height. */
export const boxClass =
  'w-full rounded border border-line-strong bg-surface px-3 text-base text-ink ' +
  'placeholder:text-ink-3 hover:border-ink-3 aria-invalid:border-bad disabled:bg-sunken disabled:text-ink-3'

/** What text inputs and selects have in common. */
export const controlClass = `h-[34px] ${boxClass}`

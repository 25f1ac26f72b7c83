/** What text inputs and selects have in common. */
export const controlClass =
  'h-[34px] w-full rounded border border-line-strong bg-surface px-3 text-base text-ink ' +
  'placeholder:text-ink-3 hover:border-ink-3 aria-invalid:border-bad disabled:bg-sunken disabled:text-ink-3'

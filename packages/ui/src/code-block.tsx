import clsx from 'clsx'
import { CopyButton } from './copy-button.tsx'

type CodeBlockProps = {
  /** What it is: "Python". Read out, and said of the copy. */
  label: string
  code: string
  /** Shown at the left of its head; the label when left out. */
  title?: string
  className?: string
}

/** Lines to copy. Scrolls sideways on its own; a line is never broken, for a broken one cannot be run. */
export function CodeBlock({ label, code, title, className }: CodeBlockProps) {
  return (
    <figure
      className={clsx('m-0 grid grid-cols-[minmax(0,1fr)] rounded border border-line bg-sunken', className)}
    >
      <figcaption className="flex items-center justify-between gap-3 border-line border-b py-1 pr-1.5 pl-3 font-mono text-ink-3 text-xs">
        {title ?? label}
        <CopyButton text={code} label={`Copy ${label}`} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        className="overflow-x-auto px-3 py-2.5 text-sm leading-[1.6]"
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}

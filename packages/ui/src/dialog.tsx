'use client'

import clsx from 'clsx'
import { type ReactNode, useEffect, useId, useRef } from 'react'

type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  className?: string
}

/** The browser's own modal: it traps focus, closes with Escape and gives focus back. */
export function Dialog({ title, isOpen, onClose, children, className }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    if (isOpen && !dialog.open) dialog.showModal()
    if (!isOpen && dialog.open) dialog.close()
  }, [isOpen])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, and the browser handles it
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === element.current && onClose()}
      className={clsx(
        'm-auto w-[min(480px,calc(100vw-32px))] rounded border border-line-strong bg-paper p-0 text-ink',
        className,
      )}
    >
      <div className="flex items-center justify-between gap-4 border-line border-b py-3 pr-3 pl-5">
        <h2 id={titleId} className="text-lg">
          {title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={onClose}
          className="grid size-7 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <svg
            viewBox="0 0 16 16"
            aria-hidden="true"
            className="size-3.5 fill-none stroke-[1.5] stroke-current"
          >
            <path d="m3 3 10 10M13 3 3 13" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      <div className="p-5">{isOpen && children}</div>
    </dialog>
  )
}

import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { boxClass } from './control-class.ts'

/** Several lines in figures: codes and lists that are pasted. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      {...rest}
      className={clsx(boxClass, 'resize-y py-2 font-mono text-md', className)}
    />
  )
}

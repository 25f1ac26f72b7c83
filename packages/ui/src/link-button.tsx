import type { ComponentProps, ElementType } from 'react'
import { type ButtonLook, buttonClass } from './button-class.ts'

type LinkButtonProps = Omit<ComponentProps<'a'>, 'href'> &
  ButtonLook & {
    href: string
    /** The router's link component, where there is one. */
    component?: ElementType
  }

/** A link that looks like a button. */
export function LinkButton({ variant, size, className, component: Link = 'a', ...rest }: LinkButtonProps) {
  const look: ButtonLook = { ...(variant && { variant }), ...(size && { size }) }
  return <Link {...rest} className={buttonClass(look, className)} />
}

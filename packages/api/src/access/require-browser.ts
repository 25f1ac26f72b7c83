import { AppError } from '@network3/core/app-error'
import type { Context } from '../context.ts'
import type { Browser } from './browser.ts'

/** Cookies are read and set on /api/trpc only. Throws FORBIDDEN elsewhere. */
export function requireBrowser({ browser }: Context): Browser {
  if (browser !== undefined) return browser
  throw new AppError('FORBIDDEN', 'Signing in goes through /api/trpc: nothing else reads or sets cookies.')
}

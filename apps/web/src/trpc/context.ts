import 'server-only'

export { openContext as getContext } from './open-context.ts'

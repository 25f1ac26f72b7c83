import { createRouter } from '../../trpc.ts'
import { getNonce } from './get-nonce.ts'
import { getSession } from './get-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

export const sessionRouter = createRouter({ getNonce, signIn, signOut, get: getSession })

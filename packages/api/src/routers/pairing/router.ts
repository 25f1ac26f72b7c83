import { createRouter } from '../../trpc.ts'
import { declinePairing } from './decline-pairing.ts'
import { finishPairing } from './finish-pairing.ts'
import { getPairing } from './get-pairing.ts'
import { getRegistration } from './get-registration.ts'
import { openPairing } from './open-pairing.ts'
import { pollPairing } from './poll-pairing.ts'
import { signPairing } from './sign-pairing.ts'

export const pairingRouter = createRouter({
  getRegistration: getRegistration,
  open: openPairing,
  get: getPairing,
  sign: signPairing,
  poll: pollPairing,
  finish: finishPairing,
  decline: declinePairing,
})

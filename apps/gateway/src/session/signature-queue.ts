import type { Hex } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { sessionText } from '@network3/protocol/node/signed-texts'

export type CheckSignature = (
  session: Parameters<typeof sessionText>[0],
  signature: Hex,
) => Promise<'ok' | NodeReasonCode>

/**
 * Checks the signatures of arriving nodes one in each turn of the event loop: a check takes a few milliseconds, and
 * when thousands come at once after a restart, those already here must be heard between them. With more than
 * `maxWaiting` in line the next is sent away to come again.
 */
export function createSignatureQueue(maxWaiting: number): CheckSignature {
  const waiting: (() => void)[] = []
  let isTurning = false
  const turn = () => {
    const next = waiting.shift()
    if (next === undefined) {
      isTurning = false
      return
    }
    next()
    setImmediate(turn)
  }
  return (session, signature) => {
    if (waiting.length >= maxWaiting) return Promise.resolve('SESSION_FULL')
    return new Promise((resolve, reject) => {
      waiting.push(() => {
        try {
          const isSigned = recoverSigner(sessionText(session), signature) === session.node
          resolve(isSigned ? 'ok' : 'SESSION_BAD_SIGNATURE')
        } catch (error) {
          reject(error)
        }
      })
      if (isTurning) return
      isTurning = true
      setImmediate(turn)
    })
  }
}

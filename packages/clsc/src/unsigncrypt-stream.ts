import { ClscError } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import { createOpener, type Opened, type OpenOptions } from './opener.ts'
import type { PublicKey } from './public-key.ts'

/** `cancel` is in the Streams standard and in Node and browsers, but not yet in TypeScript's library. */
type CancellableTransformer = Transformer<Uint8Array, Uint8Array> & { cancel: (reason: unknown) => void }

export type UnsigncryptStreamOptions = OpenOptions & {
  /** Called once when σ0 of an EARLY message has proven its sender, before any plaintext. */
  onEarlySender?: (sender: PublicKey) => void
}

export type UnsigncryptStream = {
  writable: WritableStream<Uint8Array>
  /** Plaintext, NOT to be acted on until it closes: when it errors instead, everything it gave is to be discarded. */
  readable: ReadableStream<Uint8Array>
  /** Resolves when all is verified; rejects with the ClscError that the stream errs with. */
  opened: Promise<Opened>
}

/** Message in, plaintext out, in constant memory: for `source.pipeThrough(…)`. Throws only `misuse`. */
export function unsigncryptStream(domain: Domain, options: UnsigncryptStreamOptions): UnsigncryptStream {
  const opener = createOpener(domain, options)
  const { promise, resolve, reject } = Promise.withResolvers<Opened>()
  // Whoever reads the stream alone learns of a refusal there; an unread promise must not end the process.
  promise.catch(() => undefined)
  let announced = false
  const announce = () => {
    const sender = announced ? undefined : opener.earlySender()
    if (sender === undefined) return
    announced = true
    options.onEarlySender?.(sender)
  }
  const transformer: CancellableTransformer = {
    transform: (ciphertext, controller) =>
      refusing(reject, () => {
        const chunks = opener.push(ciphertext)
        announce()
        for (const plaintext of chunks) controller.enqueue(plaintext)
      }),
    flush: (controller) =>
      refusing(reject, () => {
        const { plaintext, opened } = opener.finish()
        if (plaintext.length > 0) controller.enqueue(plaintext)
        resolve(opened)
      }),
    // Both an aborted source and a reader that turned away: nothing was verified.
    cancel: (cause) => reject(new ClscError('malformed', 'The message was not read to its end.', { cause })),
  }
  const { readable, writable } = new TransformStream(transformer)
  return { readable, writable, opened: promise }
}

function refusing(reject: (error: unknown) => void, step: () => void): void {
  try {
    step()
  } catch (error) {
    reject(error)
    throw error
  }
}

import type { Domain } from './domain.ts'
import { createSealer, type SealOptions } from './sealer.ts'

/**
 * Plaintext in, message out, in constant memory and with the back-pressure of Web Streams. The head is ready before the
 * first byte. Throws as createSealer does; the stream itself errors with `misuse` on anything but Uint8Array.
 */
export function signcryptStream(
  domain: Domain,
  options: SealOptions,
): TransformStream<Uint8Array, Uint8Array> {
  const sealer = createSealer(domain, options)
  return new TransformStream({
    start: (controller) => controller.enqueue(sealer.head),
    transform: (plaintext, controller) => {
      for (const chunk of sealer.push(plaintext)) controller.enqueue(chunk)
    },
    flush: (controller) => controller.enqueue(sealer.finish()),
  })
}

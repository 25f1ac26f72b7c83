/** Called with the bytes that have passed so far. */
export type Progress = (bytes: number) => void

/** Lets bytes through unchanged and tells how many. */
export function countBytes(onProgress: Progress | undefined): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  return new TransformStream({
    transform: (chunk, controller) => {
      bytes += chunk.length
      onProgress?.(bytes)
      controller.enqueue(chunk)
    },
  })
}

/** A body up to `maximum` bytes; undefined when it is longer, whatever its Content-Length said. */
export async function readBody(
  request: Request,
  maximum: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream, so that an endless body is not read to its end.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maximum) return undefined
    chunks.push(chunk)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}

import { Writable } from 'node:stream'

/** Pipes to stdout with its back-pressure, and leaves it open. A reader that went away ends it with EPIPE. */
export async function writeStdout(source: ReadableStream<Uint8Array>): Promise<void> {
  await source.pipeTo(Writable.toWeb(process.stdout), { preventClose: true })
}

import { expect, test } from '@playwright/test'
import { SOURCES_URL, serveSources } from './support/serve-sources.ts'

/** Runs in the page: opens what the independent implementation sealed, and sends a stream to itself. */
const run = `
import { nobleBackend } from '/clsc/src/backend-noble.ts'
import { createBundle, verifyBundle } from '/clsc/src/bundle.ts'
import { createDomain } from '/clsc/src/domain.ts'
import { signcryptStream } from '/clsc/src/signcrypt-stream.ts'
import { unsigncrypt } from '/clsc/src/unsigncrypt.ts'
import { unsigncryptStream } from '/clsc/src/unsigncrypt-stream.ts'
import { decodeUserKey } from '/clsc/src/user-key.ts'

const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]))
const atMs = 1_728_000_000_000
const policy = { kind: 'stored', arrivedAtMs: atMs, isRevoked: () => false }

async function main() {
  const vectors = await (await fetch('/clsc/src/fixtures/clsc-open.json')).json()
  const domain = createDomain(hex(vectors.Ppub), nobleBackend)
  const keyOf = ({ x, d, pk }) => decodeUserKey(domain, join(hex(x), hex(d), hex(pk)))
  const [alice, bob] = [keyOf(vectors.alice), keyOf(vectors.bob)]
  const aad = new TextEncoder().encode('kat')
  const opened = vectors.cases.map(({ ct, n }) => {
    const result = unsigncrypt(domain, hex(ct), { keys: [bob], aad, policy })
    return result.ok && result.plaintext.length === n && result.plaintext.every((byte, index) => byte === ((index * 31 + 7) & 255))
  })
  const flipped = hex(vectors.cases[0].ct)
  flipped[flipped.length - 1] ^= 1
  const refused = unsigncrypt(domain, flipped, { keys: [bob], aad, policy })

  const peer = verifyBundle(domain, createBundle(domain, bob), { id: bob.publicKey.id, atMs })
  const plaintext = crypto.getRandomValues(new Uint8Array(60_000))
  const sealing = signcryptStream(domain, { sender: alice, recipients: [peer], timestampMs: atMs })
  const opener = unsigncryptStream(domain, { keys: [bob], policy })
  const copy = new Uint8Array(
    await new Response(new Blob([plaintext]).stream().pipeThrough(sealing).pipeThrough(opener)).arrayBuffer(),
  )
  await opener.opened
  return {
    opened: opened.filter(Boolean).length,
    cases: vectors.cases.length,
    refused: refused.ok ? null : refused.reason,
    streamed: copy.length === plaintext.length && copy.every((byte, index) => byte === plaintext[index]),
  }
}
main().then((result) => { globalThis.result = result }, (error) => { globalThis.result = { error: String(error.stack) } })
`

test('sealed messages open in a browser as they do in Node, byte for byte', async ({ page }) => {
  await serveSources(page, run)
  await page.goto(SOURCES_URL)
  await page.waitForFunction(() => 'result' in globalThis)
  const result = await page.evaluate(() => (globalThis as unknown as { result: unknown }).result)
  expect(result).toEqual({ opened: 4, cases: 4, refused: 'bad-ciphertext', streamed: true })
})

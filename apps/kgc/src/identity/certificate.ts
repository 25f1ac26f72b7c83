import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'

/**
 * A self-signed X.509 certificate (RFC 5280, Ed25519 as in RFC 8410) around a node's identity key, in PEM: TLS wants
 * one, and Node.js makes none. Nothing in it is believed but the key: peers pin that (roster), not names or dates.
 */
export function createCertificate(privateKey: KeyObject): string {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const algorithm = sequence(Buffer.from('06032b6570', 'hex')) // 1.3.101.112
  const serial = Buffer.concat([Buffer.of(1), randomBytes(15)])
  const name = sequence(set(sequence(Buffer.from('0603550403', 'hex'), tag(0x0c, Buffer.from('n3-kgc')))))
  const validity = sequence(
    tag(0x17, Buffer.from('200101000000Z')),
    // RFC 5280 section 4.1.2.5: no end; a key ends by leaving the roster.
    tag(0x18, Buffer.from('99991231235959Z')),
  )
  const version = tag(0xa0, Buffer.from('020102', 'hex'))
  const body = sequence(version, tag(0x02, serial), algorithm, name, validity, name, publicKey)
  const signature = tag(0x03, Buffer.concat([Buffer.of(0), sign(null, body, privateKey)]))
  const encoded = sequence(body, algorithm, signature).toString('base64')
  const lines = encoded.match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function sequence(...parts: Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return tag(0x31, Buffer.concat(parts))
}

/** DER (X.690): tag, definite length, content. */
function tag(number: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(number, length), content])
  if (length < 0x100) return Buffer.concat([Buffer.of(number, 0x81, length), content])
  return Buffer.concat([Buffer.of(number, 0x82, length >> 8, length & 0xff), content])
}

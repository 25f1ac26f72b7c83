import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ristretto255 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE } from '@noble/curves/utils.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'

/** A key as the vectors file has it: hex, scalars little-endian. */
export type WrittenKey = { x: string; d: string; pk: string }

const { Point } = ristretto255
const order = Point.Fn.ORDER
const L = (name: string) => Buffer.from(`N3CLSC-v1-R255/${name}`)
const hash = (...parts: Uint8Array[]) => Buffer.from(sha256(Buffer.concat(parts)))
const derive = (ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
  Buffer.from(hkdf(sha256, ikm, salt, info, length))
const wide = (...parts: Uint8Array[]) => bytesToNumberLE(sha512(Buffer.concat(parts))) % order
const scalar = (bytes: Uint8Array) => bytesToNumberLE(bytes)
const times = (point: InstanceType<typeof Point>, factor: bigint) => point.multiplyUnsafe(factor)
const int = (value: number, bytes: number) => Buffer.from(value.toString(16).padStart(2 * bytes, '0'), 'hex')
const lp = (bytes: Uint8Array) => Buffer.concat([int(bytes.length, 2), bytes])

function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`against the rules: ${rule}`)
}

/** PK = lp(ID) ‖ u64 epoch ‖ P ‖ R at the start of `bytes`, with Q and pkHash. */
function readKey(master: Buffer, bytes: Buffer) {
  const end = 2 + bytes.readUInt16BE(0) + 8
  const pk = bytes.subarray(0, end + 64)
  const [name, P, R] = [pk.subarray(0, end), pk.subarray(end, end + 32), pk.subarray(end + 32)]
  const message = Buffer.concat([L('partial'), name, P])
  const c = wide(Buffer.from('FROST-RISTRETTO255-SHA512-v1chal'), R, master, message)
  const Q = Point.fromBytes(R).add(times(Point.fromBytes(master), c))
  return { pk, name, P, R, Q, pkHash: hash(L('pk'), master, pk) }
}

/** CLVerify. */
function verifies(master: Buffer, key: ReturnType<typeof readKey>, M: Buffer, signature: Buffer): boolean {
  const [c, z1, z2] = [0, 32, 64].map((at) => scalar(signature.subarray(at, at + 32))) as [
    bigint,
    bigint,
    bigint,
  ]
  const T1 = times(Point.BASE, z1).subtract(times(Point.fromBytes(key.P), c))
  const T2 = times(Point.BASE, z2).subtract(times(key.Q, c))
  return c === wide(L('chal'), master, key.name, key.P, key.R, T1.toBytes(), T2.toBytes(), lp(M))
}

function rootOf(hashes: Buffer[]): Buffer {
  const [only] = hashes
  if (only !== undefined && hashes.length === 1) return only
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  return hash(int(1, 1), rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)))
}

/**
 * Opens a message by the written rules of the scheme alone, with nothing of this package: what both sides of it got
 * wrong in the same way shows here. Throws when a rule is broken.
 */
export function openByTheRules(ppub: string, own: WrittenKey, ciphertext: Uint8Array, aad: Uint8Array) {
  const [message, master] = [Buffer.from(ciphertext), Buffer.from(ppub, 'hex')]
  const me = readKey(master, Buffer.from(own.pk, 'hex'))

  const count = message.readUInt16BE(17)
  const header = message.subarray(0, 51 + 56 * count + 32)
  const pre = header.subarray(0, -32)
  const kgcId = hash(L('kgc'), master).subarray(0, 8)
  must(pre.subarray(0, 7).equals(Buffer.from('N3SC\x01\x00\x01', 'latin1')), 'magic, version, suite')
  must(pre.subarray(8, 16).equals(kgcId), 'kgcId')
  const flags = pre.readUInt8(7)
  const [early, list, chunkBytes] = [(flags & 1) === 1, (flags & 2) === 2, 2 ** pre.readUInt8(16)]

  const E = pre.subarray(19, 51)
  const Z = [own.x, own.d].map((half) =>
    times(Point.fromBytes(E), scalar(Buffer.from(half, 'hex'))).toBytes(),
  )
  const okm = derive(Buffer.concat(Z), L('kem'), Buffer.concat([L('kek'), kgcId, E, me.pkHash]), 40)
  const slots = Array.from({ length: count }, (_, slot) => pre.subarray(51 + 56 * slot, 107 + 56 * slot))
  const mine = slots.find((slot) => slot.subarray(0, 8).equals(okm.subarray(32)))
  if (mine === undefined) throw new Error('no slot has my tag')
  const dek = chacha20poly1305(okm.subarray(0, 32), new Uint8Array(12)).decrypt(mine.subarray(8))
  must(header.subarray(-32).equals(derive(dek, L('commit'), hash(pre), 32)), 'com')
  const HH = hash(L('header'), int(header.length, 4), header, int(aad.length, 4), aad)
  const K = derive(dek, L('payload'), HH, 32)
  const open = (index: number, type: number, sealed: Uint8Array) =>
    Buffer.from(chacha20poly1305(K, Buffer.concat([int(index, 11), int(type, 1)])).decrypt(sealed))

  const recordEnd = header.length + 4 + message.readUInt32BE(header.length)
  const record = open(0, 2, message.subarray(header.length + 4, recordEnd))
  const coreEnd = 4 + record.readUInt32BE(0)
  const core = record.subarray(4, coreEnd)
  const contentEnd = coreEnd + (early ? 96 : 0)
  must(record.length === Math.ceil(contentEnd / 256) * 256, 'the next multiple of 256')
  must(
    record.subarray(contentEnd).every((byte) => byte === 0),
    'padding of zeros',
  )
  const sender = readKey(master, core)
  const rest = core.subarray(sender.pk.length)
  must(rest.length === 8 + 16 + 32 + (list ? 32 * count : 0), 'the length of core')
  const [rdig, hashes] = [rest.subarray(24, 56), rest.subarray(56)]
  const listed = Array.from({ length: hashes.length / 32 }, (_, at) => hashes.subarray(32 * at, 32 * at + 32))
  if (list)
    must(
      listed.every((entry, at) => at === 0 || Buffer.compare(listed[at - 1] ?? entry, entry) < 0),
      'ascending',
    )
  if (list)
    must(
      listed.some((entry) => entry.equals(me.pkHash)),
      'listed',
    )
  must(rdig.equals(list ? hash(L('rlist'), hashes) : count === 1 ? me.pkHash : Buffer.alloc(32)), 'rdig')
  const sigma0 = record.subarray(coreEnd, contentEnd)
  must(!early || verifies(master, sender, hash(L('sig0'), HH, lp(core)), sigma0), 'σ0')

  const body = message.subarray(recordEnd, -112)
  const chunks: Buffer[] = []
  const [sealedBytes, number] = [chunkBytes + 16, Math.ceil(body.length / (chunkBytes + 16))]
  for (let index = 0; index < number; index++)
    chunks.push(
      open(
        index,
        index === number - 1 ? 1 : 0,
        body.subarray(index * sealedBytes, (index + 1) * sealedBytes),
      ),
    )
  must(
    chunks.slice(0, -1).every((chunk) => chunk.length === chunkBytes),
    'whole chunks',
  )
  must(chunks.length === 1 || chunks.at(-1)?.length !== 0, 'no empty last chunk')
  const plaintext = Buffer.concat(chunks)
  const root = rootOf(chunks.map((chunk) => hash(int(0, 1), chunk)))
  const signed = hash(L('sig1'), HH, lp(core), root, int(plaintext.length, 8))
  must(verifies(master, sender, signed, open(chunks.length, 3, message.subarray(-112))), 'σ1')
  return {
    plaintext,
    sender: sender.pk.toString('hex'),
    timestampMs: Number(rest.readBigUInt64BE(0)),
    listed,
  }
}

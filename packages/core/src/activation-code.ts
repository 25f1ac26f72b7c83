import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { AppError } from './app-error.ts'
import type { ActivationReasonCode, DeviceRefusalCode } from './device-reasons.ts'
import { type DeviceStatus, deviceCan } from './device-state.ts'
import { type Address, type Hex, isHex } from './hex.ts'

/**
 * What a device shows its owner, as text and as QR code, to be made an Edge node: the arguments of
 * EdgeDevice.activate. It holds no secret: both signatures name the owner, and only the owner can send them.
 */
export type ActivationCode = {
  tokenId: bigint
  node: Address
  /** 32 bytes; with the device's key, what was committed when it shipped. */
  salt: Hex
  details: NodeDetails
  /** 65 bytes each: r, s, v. */
  deviceSignature: Hex
  nodeSignature: Hex
}

/** IEdgeDevice.NodeDetails. country: two upper-case letters as bytes2. deadline: unix seconds. */
type NodeDetails = { capabilities: number; country: Hex; specHash: Hex; deadline: bigint }

const PREFIX = 'N3A1.'
const CHECKSUM_BYTES = 4
/** Bytes of each field, in this order; integers big-endian. 240 with the checksum, so base64 has no spare bits. */
const layout = {
  tokenId: 8,
  node: 20,
  salt: 32,
  capabilities: 4,
  country: 2,
  specHash: 32,
  deadline: 8,
  deviceSignature: 65,
  nodeSignature: 65,
} as const
const PAYLOAD_BYTES = Object.values(layout).reduce<number>((sum, size) => sum + size, 0)
const TEXT_LENGTH = ((PAYLOAD_BYTES + CHECKSUM_BYTES) / 3) * 4

/**
 * `N3A1.` and 320 characters of base64url. Throws ACTIVATION_CODE_MALFORMED for a field that has not its length or
 * does not fit it.
 */
export function encodeActivationCode(code: ActivationCode): string {
  const { details } = code
  const fields: Record<keyof typeof layout, Hex> = {
    tokenId: integer(code.tokenId, layout.tokenId),
    node: code.node,
    salt: code.salt,
    capabilities: integer(BigInt(details.capabilities), layout.capabilities),
    country: details.country,
    specHash: details.specHash,
    deadline: integer(details.deadline, layout.deadline),
    deviceSignature: code.deviceSignature,
    nodeSignature: code.nodeSignature,
  }
  const parts = Object.entries(layout).map(([name, size]) => {
    const value = fields[name as keyof typeof layout]
    if (!isHex(value, size)) throw malformed(`${name} has not ${size} bytes`)
    return hexToBytes(value.slice(2))
  })
  const payload = concatBytes(...parts)
  return PREFIX + toBase64Url(concatBytes(payload, checksumOf(payload)))
}

/**
 * Reads a code as typed, pasted or scanned; white space in it is ignored. Throws ACTIVATION_CODE_MALFORMED (no such
 * code, or a part is missing), ACTIVATION_CODE_VERSION (of another version) or ACTIVATION_CODE_CHECKSUM (a
 * character is wrong).
 */
export function decodeActivationCode(text: string): ActivationCode {
  const compact = text.replace(/\s+/g, '')
  if (!compact.startsWith(PREFIX)) {
    if (/^N3A\d+\./.test(compact)) {
      throw new AppError(
        'ACTIVATION_CODE_VERSION',
        'This activation code is of another version. Update the device, or this page.',
      )
    }
    throw malformed(`it does not begin with ${PREFIX}`)
  }
  const body = compact.slice(PREFIX.length)
  if (!/^[A-Za-z0-9_-]*$/.test(body)) throw malformed('it has characters that no code has')
  if (body.length !== TEXT_LENGTH) {
    throw malformed(`it has ${body.length} characters after ${PREFIX} instead of ${TEXT_LENGTH}`)
  }
  const bytes = fromBase64Url(body)
  const payload = bytes.subarray(0, PAYLOAD_BYTES)
  if (bytesToHex(bytes.subarray(PAYLOAD_BYTES)) !== bytesToHex(checksumOf(payload))) {
    throw new AppError(
      'ACTIVATION_CODE_CHECKSUM',
      'A character of this activation code is wrong. Copy it again, or scan the QR code.',
    )
  }
  return fieldsOf(payload)
}

type Device = { tokenId: bigint; status: DeviceStatus; owner: Address; node: Address | null }

/** Whether a code can activate a device now: true, or the reason why not. Enforced again by EdgeDevice.activate. */
export function activationCan(
  code: ActivationCode,
  device: Device,
  account: Address,
  now: Date,
): true | ActivationReasonCode | DeviceRefusalCode {
  if (code.tokenId !== device.tokenId) return 'ACTIVATION_CODE_OTHER_DEVICE'
  if (BigInt(Math.floor(now.getTime() / 1000)) > code.details.deadline) return 'ACTIVATION_CODE_EXPIRED'
  if (device.node?.toLowerCase() === code.node.toLowerCase()) return 'ACTIVATION_SAME_NODE'
  return deviceCan.activate(device, account)
}

function fieldsOf(payload: Uint8Array): ActivationCode {
  let at = 0
  const take = (size: number): Hex => {
    at += size
    return `0x${bytesToHex(payload.subarray(at - size, at))}`
  }
  // In the order of the layout: each call takes the next bytes.
  const tokenId = BigInt(take(layout.tokenId))
  const node = take(layout.node)
  const salt = take(layout.salt)
  const details = {
    capabilities: Number(take(layout.capabilities)),
    country: take(layout.country),
    specHash: take(layout.specHash),
    deadline: BigInt(take(layout.deadline)),
  }
  const deviceSignature = take(layout.deviceSignature)
  return { tokenId, node, salt, details, deviceSignature, nodeSignature: take(layout.nodeSignature) }
}

/** Over the prefix too, so that a code of another version never passes for one of this. */
function checksumOf(payload: Uint8Array): Uint8Array {
  return keccak_256(concatBytes(utf8ToBytes(PREFIX), payload)).subarray(0, CHECKSUM_BYTES)
}

function integer(value: bigint, size: number): Hex {
  const digits = value.toString(16).padStart(size * 2, '0')
  if (value < 0n || digits.length > size * 2) throw malformed(`${value} does not fit ${size} bytes`)
  return `0x${digits}`
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function malformed(why: string): AppError {
  return new AppError('ACTIVATION_CODE_MALFORMED', `This is not an activation code: ${why}.`)
}

import { createHash, randomBytes } from 'node:crypto'
import type { Hex } from '@network3/core/hex'

/** 32 random bytes as base64url: what a browser or a program keeps. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What we keep of a token. Plain SHA-256 is enough where there are 256 random bits to guess. */
export function hashToken(token: string): Hex {
  return `0x${createHash('sha256').update(token).digest('hex')}`
}

import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { nodeIdOf, recoverSigner, signText } from './node-signature.ts'

const key = `0x${'4b'.repeat(32)}` as const
const account = privateKeyToAccount(key)

describe('signText', () => {
  it('signs as any wallet does, and is recovered to the node', async () => {
    expect(nodeIdOf(key)).toBe(account.address.toLowerCase())
    for (const text of ['', 'Network3 session v1', 'ü'.repeat(500)]) {
      expect(signText(key, text)).toBe(await account.signMessage({ message: text }))
      expect(recoverSigner(text, signText(key, text))).toBe(nodeIdOf(key))
    }
  })

  it('is recovered to nobody, or to somebody else, when a byte differs', () => {
    const signature = signText(key, 'a')
    expect(recoverSigner('b', signature)).not.toBe(nodeIdOf(key))
    expect(recoverSigner('a', `0x${signature.slice(4)}`)).toBeUndefined()
    expect(recoverSigner('a', `${signature.slice(0, -2)}1d` as `0x${string}`)).toBeUndefined()
    expect(recoverSigner('a', `0x${'ff'.repeat(64)}1b`)).toBeUndefined()
  })

  it('takes the low-s form only, so that a signature has one spelling', () => {
    const signature = signText(key, 'a')
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const s = order - BigInt(`0x${signature.slice(66, 130)}`)
    const v = signature.endsWith('1b') ? '1c' : '1b'
    const other = `0x${signature.slice(2, 66)}${s.toString(16).padStart(64, '0')}${v}` as const
    expect(recoverSigner('a', other)).toBeUndefined()
  })
})

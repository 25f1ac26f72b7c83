import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { createBundle, readSelfCertified, verifyBundle } from './bundle.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createDomain } from './domain.ts'
import { createFraudProof, verifyFraudProof } from './fraud-proof.ts'
import { multiplyBase, randomScalar, reduceWide } from './group.ts'
import { partialKeyMessage } from './partial-key.ts'
import { expandPublicKey, type PublicKey } from './public-key.ts'
import { clSign, clVerify } from './signature.ts'
import { signcrypt } from './signcrypt.ts'
import { assembleMessage } from './testing/assemble-message.ts'
import { createTestIssuer, livePolicy, NOON_MS } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'
import { createUserSecret, decodeUserKey, encodeUserKey, type UserKey } from './user-key.ts'

const issuer = createTestIssuer()
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.createKey('did:n3:bob')
const carol = issuer.createKey('did:n3:carol')
const digest = new Uint8Array(32).fill(5)
const random = () => randomScalar(nobleBackend.randomBytes)

function open(message: Uint8Array, key: UserKey) {
  const result = unsigncrypt(domain, message, { keys: [key], policy: livePolicy() })
  return result.ok ? 'opened' : result.reason
}
const sealTo = (key: UserKey) =>
  signcrypt(domain, utf8('secret'), { sender: alice, recipients: [issuer.peerOf(key)], timestampMs: NOON_MS })
const signsAs = (target: PublicKey, attempt: UserKey) =>
  clVerify(domain, target, digest, clSign(domain, attempt, digest))

describe('an outsider who knows no master key (Type I)', () => {
  test('cannot sign or open with x alone and a random d', () => {
    const attempt = { ...bob, partialSecret: random() }
    expect(signsAs(bob.publicKey, attempt)).toBe(false)
    expect(open(sealTo(bob), attempt)).toBe('not-recipient')
  })

  test('cannot use the d of another name', () => {
    const attempt = { ...bob, partialSecret: carol.partialSecret }
    expect(signsAs(bob.publicKey, attempt)).toBe(false)
    expect(open(sealTo(bob), attempt)).toBe('not-recipient')
  })

  test('cannot use a leaked d without x', () => {
    const attempt = { ...bob, userSecret: random() }
    expect(signsAs(bob.publicKey, attempt)).toBe(false)
    expect(open(sealTo(bob), attempt)).toBe('not-recipient')
  })

  test('cannot replace P: the leaked d belongs to the old P, and no self-certificate can be made', () => {
    const secret = createUserSecret(domain)
    const { id, epoch, commitment } = bob.publicKey
    const replaced = expandPublicKey(domain, { id, epoch }, secret.userPoint, commitment)
    const attempt = { userSecret: secret.secret, partialSecret: bob.partialSecret, publicKey: replaced }
    expect(signsAs(replaced, attempt)).toBe(false)
    const bundle = createBundle(domain, attempt)
    expect(refusal(() => verifyBundle(domain, bundle, { id, atMs: NOON_MS }))).toBe('bad-bundle')
  })

  test('cannot choose P to cancel Q out of a linear combination', () => {
    // P' = aG − Q: in schemes with a combined key x + d, a alone would then sign and decrypt.
    const a = random()
    const { id, epoch, commitment, points } = bob.publicKey
    const cancelling = multiplyBase(a).subtract(points.issuer).toBytes()
    const replaced = expandPublicKey(domain, { id, epoch }, cancelling, commitment)
    for (const partialSecret of [a, bob.partialSecret]) {
      const attempt = { userSecret: a, partialSecret, publicKey: replaced }
      expect(signsAs(replaced, attempt)).toBe(false)
      const bundle = createBundle(domain, attempt)
      expect(refusal(() => readSelfCertified(domain, bundle))).toBe('bad-bundle')
    }
  })

  test('cannot choose R to know the discrete logarithm of Q', () => {
    // R = aG − c'Ppub for a guessed c': the true challenge hashes R, so it differs.
    const a = random()
    const guess = random()
    const chosen = multiplyBase(a).subtract(domain.masterPoint.multiply(guess)).toBytes()
    const { id, epoch, userPoint } = bob.publicKey
    const replaced = expandPublicKey(domain, { id, epoch }, userPoint, chosen)
    expect(signsAs(replaced, { ...bob, partialSecret: a, publicKey: replaced })).toBe(false)
  })
})

describe('a KGC that knows every partial key (Type II)', () => {
  // A KGC whose one node knows s: the strongest there is.
  const master = random()
  const evil = createDomain(multiplyBase(master).toBytes(), nobleBackend)
  const issue = (id: string, userPoint: Uint8Array): { secret: bigint; publicKey: PublicKey } => {
    const name = { id: utf8(id), epoch: 20_000 }
    const nonce = random()
    const commitment = multiplyBase(nonce).toBytes()
    const challenge = reduceWide(
      nobleBackend.sha512(
        utf8('FROST-RISTRETTO255-SHA512-v1chal'),
        commitment,
        evil.masterPublicKey,
        partialKeyMessage(name, userPoint),
      ),
    )
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    return {
      secret: (nonce + challenge * master) % order,
      publicKey: expandPublicKey(evil, name, userPoint, commitment),
    }
  }
  const createKey = (id: string): UserKey => {
    const user = createUserSecret(evil)
    const { secret, publicKey } = issue(id, user.userPoint)
    return { userSecret: user.secret, partialSecret: secret, publicKey }
  }
  const target = createKey('did:n3:target')

  test('makes keys that work for their owners', () => {
    expect(clVerify(evil, target.publicKey, digest, clSign(evil, target, digest))).toBe(true)
    expect(decodeUserKey(evil, encodeUserKey(target)).publicKey.hash).toEqual(target.publicKey.hash)
  })

  test('can neither sign nor open for them, whatever it takes for x', () => {
    const peer = verifyBundle(evil, createBundle(evil, target), { id: target.publicKey.id, atMs: NOON_MS })
    const message = signcrypt(evil, utf8('secret'), {
      sender: createKey('did:n3:sender'),
      recipients: [peer],
      timestampMs: NOON_MS,
    })
    for (const guess of [random(), master, target.partialSecret, 1n]) {
      const attempt = { ...target, userSecret: guess }
      expect(clVerify(evil, target.publicKey, digest, clSign(evil, attempt, digest))).toBe(false)
      const result = unsigncrypt(evil, message, { keys: [attempt], policy: livePolicy() })
      expect(!result.ok && result.reason).toBe('not-recipient')
    }
  })

  test('that makes a second key for a name is convicted by anyone who sees both bundles', () => {
    const impostor = createKey('did:n3:target')
    const proof = createFraudProof(evil, createBundle(evil, target), createBundle(evil, impostor))
    const keys = verifyFraudProof(evil, proof)
    expect(keys?.map((key) => key.hash)).toEqual([target.publicKey.hash, impostor.publicKey.hash])
    expect(verifyFraudProof(domain, proof)).toBeUndefined()
    expect(verifyFraudProof(evil, concatBytes(proof, Uint8Array.of(0)))).toBeUndefined()
  })

  test('is not convicted of a renewal, another epoch, another name, or the same bundle twice', () => {
    const bundle = createBundle(evil, target)
    const renewed = issue('did:n3:target', target.publicKey.userPoint)
    const again = { ...target, partialSecret: renewed.secret, publicKey: renewed.publicKey }
    for (const other of [bundle, createBundle(evil, again), createBundle(evil, createKey('did:n3:other'))])
      expect(refusal(() => createFraudProof(evil, bundle, other))).toBe('bad-proof')
    const today = createBundle(domain, issuer.createKey('did:n3:x', 20_000))
    const tomorrow = createBundle(domain, issuer.createKey('did:n3:x', 20_001))
    expect(refusal(() => createFraudProof(domain, today, tomorrow))).toBe('bad-proof')
  })
})

describe('an insider', () => {
  const dek = new Uint8Array(32).fill(9)
  const both = [bob.publicKey, carol.publicKey]

  test('with the sender’s key opens nothing the sender sent', () => {
    expect(open(sealTo(bob), alice)).toBe('not-recipient')
  })

  test('who received a message cannot write another in its sender’s name', () => {
    // Bob knows dek and K; all he lacks is a signature of Alice.
    const forged = assembleMessage(domain, {
      sender: alice,
      recipients: both,
      dek,
      sign: (d) => clSign(domain, bob, d),
    })
    expect(open(forged, carol)).toBe('bad-signature')
    const early = assembleMessage(domain, {
      sender: alice,
      recipients: both,
      dek,
      early: true,
      sign: (d) => clSign(domain, bob, d),
    })
    expect(open(early, carol)).toBe('bad-signature')
  })

  test('cannot change the content for another recipient under the true signature', () => {
    const signatures: Uint8Array[] = []
    const fixed = seededHeader()
    const sign = (d: Uint8Array) => {
      const signature = clSign(domain, alice, d)
      signatures.push(signature)
      return signature
    }
    const honest = assembleMessage(domain, { ...fixed, sender: alice, recipients: both, dek, sign })
    expect(open(honest, carol)).toBe('opened')
    const [signature] = signatures
    if (signature === undefined) throw new Error('nothing was signed')
    const edited = assembleMessage(domain, {
      ...fixed,
      sender: alice,
      recipients: both,
      dek,
      chunks: [utf8('edited')],
      sign: () => signature,
    })
    expect(open(edited, carol)).toBe('bad-signature')
    const unedited = assembleMessage(domain, {
      ...fixed,
      sender: alice,
      recipients: both,
      dek,
      sign: () => signature,
    })
    expect(open(unedited, carol)).toBe('opened')
  })

  test('cannot forward a message as if it had been meant for somebody else', () => {
    const taken: { core: Uint8Array; signature: Uint8Array }[] = []
    assembleMessage(domain, {
      sender: alice,
      recipients: [bob.publicKey],
      dek,
      coreBytes: (core) => {
        taken.push({ core, signature: new Uint8Array() })
        return core
      },
      sign: (d) => {
        const signature = clSign(domain, alice, d)
        for (const entry of taken) entry.signature = signature
        return signature
      },
    })
    const [{ core, signature } = { core: new Uint8Array(), signature: new Uint8Array() }] = taken
    const forwarded = { sender: alice, recipients: [carol.publicKey], dek, sign: () => signature }
    expect(open(assembleMessage(domain, { ...forwarded, coreBytes: () => core }), carol)).toBe(
      'not-recipient',
    )
    expect(open(assembleMessage(domain, forwarded), carol)).toBe('bad-signature')
    const together = { ...forwarded, recipients: [bob.publicKey, carol.publicKey] }
    expect(open(assembleMessage(domain, { ...together, coreBytes: () => core }), carol)).toBe('malformed')
  })

  /** Makes header and core repeat, so that the same signature fits twice. */
  function seededHeader() {
    let header: Parameters<NonNullable<Parameters<typeof assembleMessage>[1]['header']>>[0] | undefined
    const messageId = new Uint8Array(16).fill(3)
    return {
      header: (fields: NonNullable<typeof header>) => {
        header ??= fields
        return header
      },
      core: <T extends { messageId: Uint8Array }>(record: T): T => ({ ...record, messageId }),
    }
  }
})

function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}

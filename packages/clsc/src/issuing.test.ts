import { ristretto255_FROST as frost } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { createBundle } from './bundle.ts'
import { concatBytes, lengthPrefixed, utf8 } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createDomain } from './domain.ts'
import { verifyFraudProof } from './fraud-proof.ts'
import {
  combineShares,
  commitToIssue,
  dealIssuer,
  isCommitmentValid,
  issueShare,
  masterPublicKeyOf,
} from './issuing.ts'
import { partialKeyMessage, verifyPartialKey } from './partial-key.ts'
import { PROOF_BYTES, provePossession, verifyPossession } from './proof-of-possession.ts'
import { completeUserKey, createUserSecret, decodeUserSecret, encodeUserSecret } from './user-key.ts'

const { issuer, shares } = dealIssuer({ threshold: 3, nodes: 4 })
const domain = createDomain(masterPublicKeyOf(issuer), nodeBackend)
const user = createUserSecret(domain)
const request = { id: utf8('did:n3:alice'), epoch: 20_000, userPoint: user.userPoint }

function play(count: number) {
  const signers = shares.slice(0, count).map((share) => ({ share, ...commitToIssue(share) }))
  const commitments = signers.map((signer) => signer.commitment)
  const answers = signers.map(({ share, nonces }) => issueShare(issuer, share, nonces, commitments, request))
  return { signers, commitments, answers }
}

describe('a partial key', () => {
  const { commitments, answers } = play(3)
  const result = combineShares(domain, issuer, commitments, answers, request)
  if (!result.ok) throw new Error('nodes cheated')
  const { partialKey } = result

  test('is a FROST signature (RFC 9591) on name, epoch and P', () => {
    const signature = concatBytes(partialKey.commitment, partialKey.secret)
    expect(frost.verify(signature, partialKeyMessage(request, user.userPoint), domain.masterPublicKey)).toBe(
      true,
    )
    expect(verifyPartialKey(domain, request, user.userPoint, partialKey)).toBe(true)
    expect(completeUserKey(domain, request, user, partialKey).publicKey.id).toEqual(request.id)
  })

  test('verifies for nothing else', () => {
    const other = createUserSecret(domain)
    expect(verifyPartialKey(domain, { ...request, epoch: 20_001 }, user.userPoint, partialKey)).toBe(false)
    expect(
      verifyPartialKey(domain, { ...request, id: utf8('did:n3:mallory') }, user.userPoint, partialKey),
    ).toBe(false)
    expect(verifyPartialKey(domain, request, other.userPoint, partialKey)).toBe(false)
    const changed = { ...partialKey, secret: partialKey.secret.with(0, (partialKey.secret[0] ?? 0) ^ 1) }
    expect(verifyPartialKey(domain, request, user.userPoint, changed as typeof partialKey)).toBe(false)
    expect(refusal(() => completeUserKey(domain, request, other, partialKey))).toBe('bad-partial-key')
  })

  test('is refused when malformed: lengths, zero, the identity, nothing canonical', () => {
    for (const broken of [
      { ...partialKey, secret: new Uint8Array(32) },
      { ...partialKey, secret: new Uint8Array(32).fill(255) },
      { ...partialKey, secret: concatBytes(partialKey.secret, Uint8Array.of(0)) },
      { ...partialKey, commitment: new Uint8Array(32) },
      { ...partialKey, commitment: new Uint8Array(31) },
    ])
      expect(verifyPartialKey(domain, request, user.userPoint, broken)).toBe(false)
  })

  test('is not asked for an empty or overlong name, or half a day', () => {
    for (const name of [
      { id: new Uint8Array(), epoch: 1 },
      { id: new Uint8Array(256), epoch: 1 },
      { id: request.id, epoch: 0.5 },
      { id: request.id, epoch: -1 },
    ])
      expect(refusal(() => verifyPartialKey(domain, name, user.userPoint, partialKey))).toBe('misuse')
  })
})

describe('the nodes', () => {
  test('fewer than the threshold issue nothing', () => {
    expect(refusal(() => play(2))).toBe('misuse')
    const { commitments, answers } = play(3)
    const some = [commitments.slice(0, 2), answers.slice(0, 2)] as const
    expect(refusal(() => combineShares(domain, issuer, ...some, request))).toBe('misuse')
  })

  test('fewer make no key by pretending that the threshold is lower', () => {
    const pretended = { ...issuer, signers: { min: 2, max: 4 } }
    const signers = shares.slice(0, 2).map((share) => ({ share, ...commitToIssue(share) }))
    const commitments = signers.map(({ commitment }) => commitment)
    const answers = signers.map(({ share, nonces }) =>
      issueShare(pretended, share, nonces, commitments, request),
    )
    expect(refusal(() => combineShares(domain, pretended, commitments, answers, request))).toBe(
      'bad-partial-key',
    )
  })

  test('a cheating one is named, whether its share is wrong or no share at all', () => {
    const { commitments, answers } = play(4)
    const cheater = answers[1]?.identifier
    for (const share of [answers[0]?.share, new Uint8Array(32).fill(255), new Uint8Array(5)]) {
      const cheated = answers.map((answer, index) => ({
        ...answer,
        share: index === 1 ? share : answer.share,
      }))
      expect(combineShares(domain, issuer, commitments, cheated as typeof answers, request)).toEqual({
        ok: false,
        cheaters: [cheater],
      })
    }
  })

  test('one whose commitment is no point is named, and so is one nobody knows', () => {
    const { commitments, answers } = play(3)
    const identity = commitments.map((commitment, index) =>
      index === 2 ? { ...commitment, hiding: new Uint8Array(32) } : commitment,
    )
    const cheater = commitments[2]?.identifier
    expect(combineShares(domain, issuer, identity, answers, request)).toEqual({
      ok: false,
      cheaters: [cheater],
    })
    expect(commitments.map((one) => isCommitmentValid(issuer, one))).toEqual([true, true, true])
    expect(identity.map((one) => isCommitmentValid(issuer, one))).toEqual([true, true, false])
    const stranger = frost.Identifier.fromNumber(9)
    const rename = <T extends { identifier: string }>(entries: T[]) =>
      entries.map((entry, index) => (index === 0 ? { ...entry, identifier: stranger } : entry))
    expect(combineShares(domain, issuer, rename(commitments), rename(answers), request)).toEqual({
      ok: false,
      cheaters: [stranger],
    })
  })

  test('shares and commitments must be of the same nodes, each once', () => {
    const { commitments, answers } = play(3)
    const [first] = answers
    if (first === undefined) throw new Error('no share')
    for (const odd of [[...answers, first], answers.slice(0, 2), [first, first, first]])
      expect(refusal(() => combineShares(domain, issuer, commitments, odd, request))).toBe('misuse')
    const others = play(4).commitments
    for (const odd of [
      [...commitments, ...commitments.slice(0, 1)],
      others.slice(1),
      others,
      commitments.slice(0, 2),
      [...commitments.slice(0, 2), ...commitments.slice(0, 1)],
    ])
      expect(refusal(() => combineShares(domain, issuer, odd, answers, request))).toBe('misuse')
  })

  test('use nonces once', () => {
    const { signers, commitments } = play(3)
    const [signer] = signers
    if (signer === undefined) throw new Error('no signer')
    expect(refusal(() => issueShare(issuer, signer.share, signer.nonces, commitments, request))).toBe(
      'misuse',
    )
  })

  test('say why they refuse in the cause of the error', () => {
    const { signers, commitments } = play(3)
    const [signer] = signers
    if (signer === undefined) throw new Error('no signer')
    expect(() => issueShare(issuer, signer.share, signer.nonces, commitments, request)).toThrow(
      expect.objectContaining({ reason: 'misuse', cause: expect.any(Error) }),
    )
  })

  test('are not blamed for a KGC that is none', () => {
    const { commitments, answers } = play(3)
    const impossible = { ...issuer, signers: { min: 1, max: 4 } }
    expect(refusal(() => combineShares(domain, impossible, commitments, answers, request))).toBeUndefined()
    expect(refusal(() => masterPublicKeyOf({ ...issuer, commitments: [] }))).toBe('bad-key')
  })

  test('sign no P that is not a point', () => {
    const [share] = shares
    if (share === undefined) throw new Error('no share')
    const { nonces, commitment } = commitToIssue(share)
    const odd = { ...request, userPoint: new Uint8Array(32) }
    expect(refusal(() => issueShare(issuer, share, nonces, [commitment], odd))).toBe('bad-key')
  })

  test('of another KGC than the domain’s give no key', () => {
    const other = createDomain(masterPublicKeyOf(dealIssuer({ threshold: 2, nodes: 3 }).issuer), nodeBackend)
    const { commitments, answers } = play(3)
    expect(refusal(() => combineShares(other, issuer, commitments, answers, request))).toBe('bad-partial-key')
  })
})

describe('a proof of possession', () => {
  const nonce = utf8('node nonce')
  const proof = provePossession(domain, request, user, nonce)
  const check = (changes: {
    name?: typeof request
    point?: Uint8Array
    nonce?: Uint8Array
    proof?: Uint8Array
  }) =>
    verifyPossession(
      domain,
      changes.name ?? request,
      changes.point ?? user.userPoint,
      changes.nonce ?? nonce,
      changes.proof ?? proof,
    )

  test('holds for its name, epoch, P and node nonce', () => {
    expect(proof).toHaveLength(PROOF_BYTES)
    expect(check({})).toBe(true)
  })

  test('holds for no other name, epoch, P, nonce or KGC', () => {
    expect(check({ name: { ...request, epoch: 20_001 } })).toBe(false)
    expect(check({ name: { ...request, id: utf8('did:n3:mallory') } })).toBe(false)
    expect(check({ point: createUserSecret(domain).userPoint })).toBe(false)
    expect(check({ nonce: utf8('another nonce') })).toBe(false)
  })

  test('is refused when cut, altered or of points that are none', () => {
    for (const length of [0, 31, 32, 63]) expect(check({ proof: proof.subarray(0, length) })).toBe(false)
    expect(check({ proof: concatBytes(proof, Uint8Array.of(0)) })).toBe(false)
    expect(check({ proof: concatBytes(new Uint8Array(32), proof.subarray(32)) })).toBe(false)
    expect(check({ proof: concatBytes(proof.subarray(0, 32), new Uint8Array(32).fill(255)) })).toBe(false)
    expect(check({ point: new Uint8Array(32) })).toBe(false)
  })
})

test('what is no bytes, or no name, is the caller’s mistake and no wrong proof', () => {
  const text = 'text' as unknown as Uint8Array
  const proof = new Uint8Array(PROOF_BYTES)
  const check = (name: typeof request, bytes: Uint8Array) =>
    refusal(() => verifyPossession(domain, name, user.userPoint, utf8('nonce'), bytes))
  expect(check(request, text)).toBe('misuse')
  expect(check(request, proof)).toBe('accepted')
  const made = provePossession(domain, request, user, utf8('nonce'))
  expect(check({ ...request, id: new Uint8Array() }, made)).toBe('misuse')
  expect(refusal(() => verifyFraudProof(domain, text))).toBe('misuse')
})

test('a broken back end is no wrong proof: its error comes through', () => {
  const broken = new Error('no hashing')
  const fail = () => {
    throw broken
  }
  const away = createDomain(domain.masterPublicKey, nodeBackend)
  away.backend = { ...nodeBackend, sha256: fail, sha512: fail }
  const proof = provePossession(domain, request, user, utf8('nonce'))
  expect(() => verifyPossession(away, request, user.userPoint, utf8('nonce'), proof)).toThrow(broken)
  const partialKey = { commitment: user.userPoint, secret: encodeUserSecret(user) }
  expect(() => verifyPartialKey(away, request, user.userPoint, partialKey)).toThrow(broken)
  const bundle = createBundle(domain, completed())
  const fraud = concatBytes(lengthPrefixed(bundle), lengthPrefixed(bundle))
  expect(() => verifyFraudProof(away, fraud)).toThrow(broken)
  expect(verifyFraudProof(domain, fraud)).toBeUndefined()
})

function completed() {
  const { commitments, answers } = play(3)
  const result = combineShares(domain, issuer, commitments, answers, request)
  if (!result.ok) throw new Error('nodes cheated')
  return completeUserKey(domain, request, user, result.partialKey)
}

test('a user secret survives its encoding, and zero is none', () => {
  expect(decodeUserSecret(encodeUserSecret(user))).toEqual(user)
  for (const bytes of [new Uint8Array(32), new Uint8Array(32).fill(255), new Uint8Array(31)])
    expect(refusal(() => decodeUserSecret(bytes))).toBe('bad-key')
})

function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}

import { hashTypedData, recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import {
  blobAccessTypedData,
  decodeBlobToken,
  encodeBlobToken,
  type JobRequest,
  jobRequestTypedData,
} from './job-typed-data.ts'

const MARKET = `0x${'11'.repeat(20)}` as const
const account = privateKeyToAccount(`0x${'4b'.repeat(32)}`)
const hash = (byte: string) => `0x${byte.repeat(32)}` as const
const node = (byte: string) => `0x${byte.repeat(20)}` as const

const request: JobRequest = {
  ...{
    leaseId: 7n,
    requestKey: 'a',
    kind: 'wasm',
    class: 'D0',
    moduleBlob: hash('aa'),
    inputBlob: hash('bb'),
  },
  terms: {
    ...{ args: ['x'], seed: hash('cc'), clockMs: 5, submitter: { name: 'did:n3:0x1#a', bundle: '0x00' } },
    limits: { memoryBytes: 1, gas: '2', wallMs: 3, outputBytes: 4 },
  },
  ...{ sealedTo: [node('0a'), node('0b')], deadline: 99n },
}
const digestOf = (changed: Partial<JobRequest>) =>
  hashTypedData(jobRequestTypedData(31337, MARKET, { ...request, ...changed }))

describe('jobRequestTypedData', () => {
  it('is the same for the same job, in whatever order its nodes and terms are written', () => {
    const { limits, ...terms } = request.terms
    expect(digestOf({ sealedTo: [node('0b'), node('0A')], terms: { limits, ...terms } })).toBe(digestOf({}))
  })

  it('binds every part of the request', () => {
    const { terms } = request
    const changes: Partial<JobRequest>[] = [
      ...[{ leaseId: 8n }, { requestKey: 'b' }, { kind: 'onnx' as const }, { class: 'D1' as const }],
      ...[{ moduleBlob: hash('00') }, { inputBlob: hash('00') }, { deadline: 100n }],
      ...[{ sealedTo: [node('0a')] }, { terms: { ...terms, args: [] } }, { terms: { ...terms, clockMs: 6 } }],
      ...[
        { terms: { ...terms, submitter: null } },
        { terms: { ...terms, limits: { ...terms.limits, gas: '3' } } },
      ],
    ]
    const digests = [digestOf({}), ...changes.map(digestOf)]
    expect(new Set(digests).size).toBe(digests.length)
  })
})

describe('blob tokens', () => {
  it('carry who may store, for which lease and until when', async () => {
    const access = { leaseId: 7n, expiresAt: 1_800_000_000n }
    const data = blobAccessTypedData(31337, MARKET, access)
    const found = decodeBlobToken(encodeBlobToken(access, await account.signTypedData(data)))
    expect(found).toMatchObject(access)
    const signer = await recoverTypedDataAddress({ ...data, signature: found?.signature ?? '0x' })
    expect(signer).toBe(account.address)
  })

  it('of another form are none', () => {
    for (const token of [
      '',
      '7.8',
      `0.8.0x${'00'.repeat(65)}`,
      `7.8.0x${'00'.repeat(64)}`,
      `7.8.0x${'00'.repeat(65)}.`,
    ])
      expect(decodeBlobToken(token)).toBeUndefined()
  })
})

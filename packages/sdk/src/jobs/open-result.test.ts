import { createBundle, verifyBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import { signcrypt } from '@network3/clsc/signcrypt'
import { createUserSecret } from '@network3/clsc/user-key'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { expect, test } from 'vitest'
import { openFromNode } from './open-result.ts'
import { nodeNameOf } from './seal-job.ts'

const NOW_MS = Date.UTC(2026, 10, 22, 12)
const NODE = `0x${'ab'.repeat(20)}`
const RENTER = 'did:n3:0x01#browser'
const context = 'the result of a job'

/** A generation of the centre, with a key of the node and one of the renter. */
function startGeneration() {
  const { domain, issue } = startKeyDealer()
  const keyOf = (id: string) => issue(id, epochAt(NOW_MS), createUserSecret(domain))
  return { domain, node: keyOf(nodeNameOf(NODE)), renter: keyOf(RENTER) }
}

test('what is sealed under another generation is not called false: it says where it opens', () => {
  const [then, now] = [startGeneration(), startGeneration()]
  const { domain } = then
  const peer = verifyBundle(domain, createBundle(domain, then.renter), {
    id: new TextEncoder().encode(RENTER),
    atMs: NOW_MS,
  })
  const envelope = signcrypt(domain, new TextEncoder().encode('42'), {
    ...{ sender: then.node, recipients: [peer], timestampMs: NOW_MS },
    aad: new TextEncoder().encode(context),
  })
  const from = { node: NODE, context, atMs: NOW_MS }
  const opened = openFromNode({ domain, keys: [then.renter] }, envelope, from)
  expect(new TextDecoder().decode(opened)).toBe('42')
  expect(() => openFromNode({ domain: now.domain, keys: [now.renter] }, envelope, from)).toThrow(
    expect.objectContaining({
      code: 'KEY_NOT_FOUND',
      message: expect.stringContaining('another generation'),
    }),
  )
  expect(() => openFromNode({ domain, keys: [then.node] }, envelope, from)).toThrow(
    expect.objectContaining({ code: 'JOB_RESULT_INVALID' }),
  )
})

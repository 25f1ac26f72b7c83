import { expect, test } from 'vitest'
import { judgeEarning, showReason } from './agent-status.ts'

const facts = {
  operator: `0x${'aa'.repeat(20)}` as const,
  ...{ onlineCode: 'NODE_ONLINE', isOnline: true, pausedCode: null },
  standing: { isVerified: true, reason: 'NODE_VERIFIED' },
}

test('names the first thing to mend, or says that it earns', () => {
  expect(judgeEarning(facts)).toEqual({ isEarning: true, code: 'NODE_VERIFIED' })
  const reasonOf = (changed: Partial<Parameters<typeof judgeEarning>[0]>) => {
    const { isEarning, code } = judgeEarning({ ...facts, ...changed })
    expect(isEarning).toBe(false)
    return code
  }
  const offline = { isOnline: false, onlineCode: 'AGENT_GATEWAY_UNREACHABLE' }
  expect(reasonOf({ operator: null, ...offline })).toBe('NODE_NOT_REGISTERED')
  expect(reasonOf(offline)).toBe('AGENT_GATEWAY_UNREACHABLE')
  expect(reasonOf({ operator: undefined, ...offline })).toBe('AGENT_GATEWAY_UNREACHABLE')
  expect(reasonOf({ standing: null, pausedCode: 'PAUSED_ON_BATTERY' })).toBe('PAUSED_ON_BATTERY')
  expect(reasonOf({ standing: null, pausedCode: 'PAUSED_NO_KEY' })).toBe('NODE_CHECK_PENDING')
  expect(reasonOf({ standing: { isVerified: false, reason: 'NODE_CHECK_FAILED' } })).toBe('NODE_CHECK_FAILED')
})

test('a code of a newer network is shown as it is', () => {
  expect(showReason('NODE_FROM_MARS')).toEqual({
    code: 'NODE_FROM_MARS',
    sentence: 'NODE_FROM_MARS',
    nextStep: null,
  })
  expect(showReason('NODE_VERIFIED').sentence).toMatch(/known answer/)
})

import { describe, expect, it } from 'vitest'
import { webhookUrlProblem } from './webhook-url-problem.ts'

describe('webhookUrlProblem', () => {
  it.each([
    'https://example.org/n3',
    'http://localhost:4000/n3',
    'http://127.0.0.1:4000',
    'http://[::1]:4000',
  ])('lets a developer on a local network be told at %s', (url) =>
    expect(webhookUrlProblem(url, true)).toBeUndefined(),
  )

  it('asks for https everywhere else', () => {
    expect(webhookUrlProblem('http://localhost:4000', false)).toContain('https://')
    expect(webhookUrlProblem('http://example.org', true)).toContain('http://localhost')
    expect(webhookUrlProblem('', true)).toContain('https://')
  })
})

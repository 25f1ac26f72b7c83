import { expect, it } from 'vitest'
import { isReasonCode, reasonCodes, reasonOf } from './reasons.ts'

it.each(reasonCodes)('%s is one sentence, and its next step another', (code) => {
  const { sentence, nextStep } = reasonOf(code)
  for (const text of nextStep === undefined ? [sentence] : [sentence, nextStep]) {
    expect(text).toMatch(/^[A-Z][^\n]+\.$/)
    expect(text).not.toMatch(/\. [A-Z]/)
    expect(text.length).toBeLessThan(130)
  }
})

it('knows its own codes and no inherited name', () => {
  expect(isReasonCode('FILE_PENDING')).toBe(true)
  expect(isReasonCode('toString')).toBe(false)
})

import { expect, test } from 'vitest'
import { planGateways } from './plan-gateways.ts'

test('one gateway where a process may open enough files, as many as are needed where not', () => {
  expect(planGateways(20_000, Number.POSITIVE_INFINITY)).toMatchObject({ agents: 20_000, gateways: 1 })
  expect(planGateways(20_000, 20_150)).toMatchObject({ agents: 20_000, gateways: 1 })
  expect(planGateways(20_000, 20_149)).toMatchObject({ agents: 20_000, gateways: 2 })
  expect(planGateways(20_000, 1_024)).toMatchObject({ agents: 4 * 874, gateways: 4 })
})

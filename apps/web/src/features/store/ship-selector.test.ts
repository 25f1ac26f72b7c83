import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { SHIP_SELECTOR } from './ship-selector.ts'

test('the selector is that of ship in the ABI', () => {
  const ship = deviceSaleAbi.find((item) => item.type === 'function' && item.name === 'ship')
  expect(ship).toBeDefined()
  expect(ship?.type === 'function' && toFunctionSelector(ship)).toBe(SHIP_SELECTOR)
})

import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { encodeFunctionData, encodeFunctionResult } from 'viem'
import { expect, test } from 'vitest'
import { decodeCanCall, encodeCanCall } from './encode-can-call.ts'

const caller = `0x${'ab'.repeat(20)}` as const
const target = `0x${'12'.repeat(20)}` as const

test('the calldata is what the ABI says', () => {
  expect(encodeCanCall(caller, target, '0xdeadbeef')).toBe(
    encodeFunctionData({
      abi: accessManagerAbi,
      functionName: 'canCall',
      args: [caller, target, '0xdeadbeef'],
    }),
  )
})

test('only a call that is allowed at once counts as allowed', () => {
  const answer = (immediate: boolean, delay: number) =>
    decodeCanCall(
      encodeFunctionResult({ abi: accessManagerAbi, functionName: 'canCall', result: [immediate, delay] }),
    )
  expect(answer(true, 0)).toBe(true)
  expect(answer(false, 3600)).toBe(false)
  expect(answer(false, 0)).toBe(false)
  expect(decodeCanCall('0x')).toBe(false)
})

import { expect, test } from 'vitest'
import { signMessage } from './sign-message.ts'

/** The worked example of the Standard Webhooks reference libraries. */
const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' }

test('gives the reference signature', () => {
  expect(signMessage(message, [secret])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('after a rotation both secrets sign, each as it would alone', () => {
  const other = Buffer.alloc(32, 7)
  const [first, second, ...rest] = signMessage(message, [other, secret])['webhook-signature'].split(' ')
  expect(first).toBe(signMessage(message, [other])['webhook-signature'])
  expect(second).toBe(signMessage(message, [secret])['webhook-signature'])
  expect(rest).toEqual([])
})

test('id, time and body are all signed', () => {
  const signed = (part: Partial<typeof message>) =>
    signMessage({ ...message, ...part }, [secret])['webhook-signature']
  const all = [signed({}), signed({ id: 'msg_2' }), signed({ timestamp: 1 }), signed({ body: '{}' })]
  expect(new Set(all).size).toBe(4)
})

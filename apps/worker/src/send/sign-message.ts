import { createHmac } from 'node:crypto'

/**
 * Headers of Standard Webhooks (standardwebhooks.com, version 1): one v1 signature for each secret, so that a receiver
 * which knows either of two verifies it. `timestamp` in seconds, of this attempt.
 */
export function signMessage(
  message: { id: string; timestamp: number; body: string },
  secrets: readonly Uint8Array[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const { id, timestamp, body } = message
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${mac}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}

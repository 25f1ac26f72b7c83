import encodeQR from 'qr'
import type { ShownCode } from './pair-node.ts'

/** The code as a terminal shows it: in letters, as a link, and as a QR code for a phone's wallet. */
export function formatCode({ code, url, expiresAt }: ShownCode): string {
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return `
Pair this node with your wallet:

  1. open   ${url}
  2. code   ${code}   (good until ${until})
  3. sign in your wallet; then confirm the address shown here

${encodeQR(url, 'ascii', { ecc: 'low', border: 1 })}`
}

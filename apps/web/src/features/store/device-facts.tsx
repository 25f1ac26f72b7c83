import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { Hash } from '@network3/ui/hash'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import type { Device } from './store-words.ts'

/** What is known of a device: whose it is, what was paid, which key and which node. */
export function DeviceFacts({ device }: { device: Device }) {
  const { owner, buyer, orderId, batchId, unitPriceWei, keyCommitment, deviceKey, node, status } = device
  const isSoldOn = owner.toLowerCase() !== buyer.toLowerCase()
  const facts: Fact[] = [
    {
      label: status === 'refunded' ? 'Paid back to' : 'Owner, and operator of its node',
      value: <Person address={owner} />,
      ...(status !== 'refunded' && {
        note: 'The node follows the token: send the token to somebody, and they operate the node from that block on.',
      }),
    },
    ...(isSoldOn ? [{ label: 'Bought by', value: <Person address={buyer} /> }] : []),
    {
      label: 'Bought in',
      value: (
        <Link href={paths.storeOrder(orderId)} className="underline underline-offset-4">
          Order {orderId}, batch {batchId}
        </Link>
      ),
    },
    { label: 'Paid, N3', value: <Amount wei={unitPriceWei} /> },
    {
      label: 'Key commitment',
      value:
        keyCommitment === null ? 'none before shipping' : <Hash value={keyCommitment} noun="commitment" />,
      note: 'Set when it ships. Only the key inside the box, with its salt, hashes to it.',
    },
    {
      label: 'Device key',
      value: deviceKey === null ? 'shown at activation' : <Address value={deviceKey} withCopy />,
    },
    { label: 'Node', value: node === null ? 'none yet' : <Address value={node} withIdenticon withCopy /> },
  ]
  return <FactList facts={facts} />
}

function Person({ address }: { address: string }) {
  return <Address value={address} withIdenticon withCopy href={paths.operator(address)} component={Link} />
}

import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { FactList } from '@network3/ui/fact-list'
import { Instant } from '@network3/ui/instant'

export type PairingView = RouterOutputs['pairing']['get']

/** What will be registered, before anything is signed. */
export function PairingFacts({ pairing }: { pairing: PairingView | undefined }) {
  if (pairing === undefined) {
    return (
      <p className="text-ink-3 text-md">The node, its country and what it lends appear here with the code.</p>
    )
  }
  const { node, country, capabilityNames, expiresAt } = pairing
  return (
    <FactList
      facts={[
        {
          label: 'Node',
          value: <Address value={node} withIdenticon withCopy />,
          note: 'The address of the key on the device. The agent shows the same one.',
        },
        { label: 'Country, as its owner states it', value: `${countryName(country)} (${country})` },
        { label: 'Lends', value: capabilityNames.join(', ') },
        { label: 'Code good until', value: <Instant at={expiresAt} /> },
      ]}
    />
  )
}

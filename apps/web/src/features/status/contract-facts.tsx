import type { RouterOutputs } from '@network3/api/types'
import { Address } from '@network3/ui/address'
import { FactList } from '@network3/ui/fact-list'
import { SectionHead } from '@network3/ui/section-head'

type Contracts = RouterOutputs['status']['get']['contracts']

const roles: Record<keyof Contracts, { name: string; note: string }> = {
  n3Token: { name: 'N3 token', note: 'Balances, permits, one-prompt transfers.' },
  nodeRegistry: { name: 'Node registry', note: 'Which node belongs to which operator.' },
  staking: { name: 'Staking', note: 'A pool per operator, thaw, slashing.' },
  rewards: { name: 'Rewards', note: 'Epoch roots, claims, the emission curve.' },
  edgeDevice: { name: 'Edge device', note: 'A token per device, and the node it runs.' },
  deviceSale: { name: 'Device sale', note: 'Batches, orders, refunds, shipping.' },
  leaseMarket: { name: 'Lease market', note: 'Leases, their escrow, vouchers and claims of usage.' },
  keyDirectory: { name: 'Key directory', note: 'Generations of the key-generation centre, revocations.' },
  accessManager: {
    name: 'Access manager',
    note: 'Who may veto, slash and change parameters, and after what delay.',
  },
}

/** The contracts that everything here is read from. */
export function ContractFacts({ chainId, contracts }: { chainId: number; contracts: Contracts }) {
  return (
    <section aria-labelledby="contracts">
      <SectionHead id="contracts" title="Contracts" note={`chain ${chainId}`} />
      <FactList
        facts={(Object.keys(roles) as (keyof Contracts)[]).map((key) => ({
          label: roles[key].name,
          value: <Address value={contracts[key]} isFull withCopy />,
          note: roles[key].note,
        }))}
      />
    </section>
  )
}

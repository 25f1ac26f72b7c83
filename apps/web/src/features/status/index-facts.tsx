import type { RouterOutputs } from '@network3/api/types'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { Hash } from '@network3/ui/hash'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'

type Status = RouterOutputs['status']['get']

/** What the index has read and checked. */
export function IndexFacts({ status }: { status: Status }) {
  const { indexer, epochFiles, database } = status
  const chain: Fact[] = indexer
    ? [
        { label: 'First block read', value: indexer.startBlock.toLocaleString('en-US') },
        { label: 'Last block mined', value: <Instant at={indexer.minedAt} /> },
        { label: 'Last block hash', value: <Hash value={indexer.blockHash} noun="block" /> },
        ...(indexer.lastReorg
          ? [
              {
                label: 'Last reorg',
                value: <Instant at={indexer.lastReorg.at} />,
                note: `${indexer.lastReorg.depth} blocks were replaced.`,
              },
            ]
          : []),
      ]
    : []
  return (
    <section aria-labelledby="index">
      <SectionHead id="index" title="Index" />
      <FactList
        facts={[
          ...chain,
          {
            label: 'Epoch files verified',
            value: epochFiles.verified.toLocaleString('en-US'),
            note: 'Rebuilt to the root on chain: only these count as earned.',
          },
          { label: 'Epoch files waiting', value: epochFiles.pending.toLocaleString('en-US') },
          {
            label: 'Epoch files refused',
            value: epochFiles.refused.toLocaleString('en-US'),
            note: 'Their root, total or hash is not the one on chain.',
          },
          { label: 'Database', value: `${(database.sizeBytes / 1_048_576).toFixed(1)} MiB` },
        ]}
      />
    </section>
  )
}

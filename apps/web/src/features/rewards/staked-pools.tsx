'use client'

import type { Address as Account } from '@network3/core/hex'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { formatAmountDown } from '@network3/ui/format-amount'
import { SectionHead } from '@network3/ui/section-head'
import { useQueries, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { paths } from '../../paths.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { toClaimEntry } from './claim-entry.ts'
import { claimableQuery, stakedPoolsQuery } from './rewards-queries.ts'

/** Operators whose pools an address has staked in: a claim for them brings rewards into those pools. */
export function StakedPools({ address }: { address: Account }) {
  const trpc = useTrpc()
  const config = useChainConfig()
  const action = useAction()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const positions = useQuery(stakedPoolsQuery(trpc, address))
  const pools = positions.data?.items.filter(({ isOwnPool }) => !isOwnPool) ?? []
  const claimables = useQueries({ queries: pools.map(({ operator }) => claimableQuery(trpc, operator)) })
  const rows = pools.map((pool, index) => {
    const data = claimables[index]?.data
    return { pool, data, entry: data === undefined ? undefined : toClaimEntry(data) }
  })
  const chosen = rows.flatMap(({ entry }) => (entry === undefined || left.has(entry.operator) ? [] : [entry]))
  const total = chosen.reduce((sum, { claimableWei }) => sum + claimableWei, 0n)
  // A pool list is an extra on this page: while it is read, or when there is none, nothing stands here.
  if (rows.length === 0) return null

  const toggle = (operator: string) => {
    const next = new Set(left)
    if (!next.delete(operator)) next.add(operator)
    setLeft(next)
  }
  const submit = () =>
    void action.run(async (onStage) => {
      const { claim } = await import('../../chain/actions/claim.ts')
      await claim(config, { entries: chosen, onStage })
    })

  return (
    <section aria-labelledby="staked-pools" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <SectionHead
        id="staked-pools"
        title="Pools staked in"
        note="a claim for their operators pays these pools"
      />
      <DataTable label="Table of pools">
        <thead>
          <tr>
            <HeadCell>Operator</HeadCell>
            <HeadCell isNumber>Claimable, N3</HeadCell>
            <HeadCell isNumber>Of it to the pool</HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pool, data, entry }) => (
            <tr key={pool.operator}>
              <Cell>
                <span className="flex items-center gap-3">
                  <input
                    type="checkbox"
                    aria-label={`Claim for ${pool.operator}`}
                    className="size-4 accent-signal"
                    checked={entry !== undefined && !left.has(pool.operator)}
                    disabled={entry === undefined}
                    title={data?.reason?.sentence}
                    onChange={() => toggle(pool.operator)}
                  />
                  <Address
                    value={pool.operator}
                    withIdenticon
                    href={paths.operator(pool.operator)}
                    component={Link}
                  />
                  {pool.isLocalEconomy && <Badge>local</Badge>}
                </span>
              </Cell>
              <Cell isNumber title={data?.reason?.sentence}>
                {data === undefined ? '–' : <Amount wei={data.claimableWei} digits={4} />}
              </Cell>
              <Cell isNumber>{data?.split ? <Amount wei={data.split.toPoolWei} digits={4} /> : '–'}</Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <div className="grid justify-items-start gap-2">
        <ActionButton
          label={`Claim ${formatAmountDown(total, 4)} N3 for ${chosen.length} ${chosen.length === 1 ? 'operator' : 'operators'}`}
          stage={action.stage}
          disabledReason={
            chosen.length === 0 ? 'None of these operators has anything to claim now.' : undefined
          }
          onRun={submit}
        />
      </div>
      <FailureNotice failure={action.failure} />
    </section>
  )
}

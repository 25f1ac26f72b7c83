'use client'

import type { RouterOutputs } from '@network3/api/types'
import { reasonOf } from '@network3/core/reasons'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import Link from 'next/link'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { paths } from '../../paths.ts'
import { RequestActions } from './request-actions.tsx'
import { ThawClock } from './thaw-clock.tsx'
import { useRequestActions } from './use-request-actions.ts'
import { useThaw } from './use-thaw.ts'

type RequestItem = RouterOutputs['staking']['findRequests']['items'][number]

/** One unstake request: its state with the reason, and what can be done about it. */
export function RequestRow({ request, isOwn }: { request: RequestItem; isOwn: boolean }) {
  const thaw = useThaw(request.unlocksAt)
  const actions = useRequestActions(request)
  const isOpen = request.state === 'thawing' || request.state === 'ready'
  const amountWei = request.settledWei ?? request.valueWei ?? request.requestedWei
  return (
    <>
      <tr className={actions.failure === undefined ? '' : '*:border-b-0'}>
        <Cell className="font-mono text-md">{request.requestId}</Cell>
        <Cell hideBelow="md">
          <span className="flex items-center gap-2">
            <Address
              value={request.operator}
              withIdenticon
              href={paths.operator(request.operator)}
              component={Link}
            />
            {request.isLocalEconomy && <Badge>local</Badge>}
          </span>
        </Cell>
        <Cell isNumber className="font-semibold">
          <Amount wei={amountWei} digits={4} />
        </Cell>
        <Cell className="whitespace-normal">
          {isOpen ? (
            <ThawClock thaw={thaw} unlocksAt={request.unlocksAt} />
          ) : (
            <span className="grid text-md" title={settledReason(request.state)}>
              <span className="text-ink-2">{request.state === 'withdrawn' ? 'Withdrawn' : 'Cancelled'}</span>
              {request.settledAt !== null && (
                <Instant at={request.settledAt} className="text-ink-3 text-sm" />
              )}
            </span>
          )}
        </Cell>
        <Cell className="py-1.5 text-right">
          {isOpen && (
            <RequestActions request={request} isReady={thaw.isOver} isOwn={isOwn} actions={actions} />
          )}
        </Cell>
      </tr>
      {actions.failure !== undefined && (
        <tr>
          <td colSpan={5} className="border-line border-b pb-3">
            <FailureNotice failure={actions.failure} />
          </td>
        </tr>
      )}
    </>
  )
}

function settledReason(state: RequestItem['state']): string {
  return reasonOf(state === 'withdrawn' ? 'UNSTAKE_WITHDRAWN' : 'UNSTAKE_CANCELLED').sentence
}

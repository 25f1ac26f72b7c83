'use client'

import type { RouterOutputs } from '@network3/api/types'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Button } from '@network3/ui/button'
import { Cell } from '@network3/ui/data-table'
import { Dialog } from '@network3/ui/dialog'
import Link from 'next/link'
import { useState } from 'react'
import { paths } from '../../paths.ts'
import { aprText } from './apr-explained.tsx'
import { UnstakeForm } from './unstake-form.tsx'

type PositionItem = RouterOutputs['staking']['findPositions']['items'][number]

/** One position, with the way out of it. */
export function PositionRow({ position, isOwn }: { position: PositionItem; isOwn: boolean }) {
  const [isUnstaking, setUnstaking] = useState(false)
  const { operator, isLocalEconomy, isOwnPool, shares, valueWei, stakedWei, takenWei, gainWei, apr } =
    position
  const short = `${operator.slice(0, 6)}…${operator.slice(-4)}`
  const gain = BigInt(gainWei)
  return (
    <tr>
      <Cell>
        <span className="flex items-center gap-2">
          <Address value={operator} withIdenticon href={paths.operator(operator)} component={Link} />
          {isOwnPool && <Badge>own pool</Badge>}
          {isLocalEconomy && <Badge>local</Badge>}
        </span>
      </Cell>
      <Cell isNumber className="font-semibold">
        <Amount wei={valueWei} digits={4} />
      </Cell>
      <Cell isNumber hideBelow="xl" title="All stakes, less what was withdrawn">
        <Amount wei={BigInt(stakedWei) - BigInt(takenWei)} digits={4} />
      </Cell>
      <Cell
        isNumber
        hideBelow="md"
        className={gain > 0n ? 'text-signal' : gain < 0n ? 'text-bad' : 'text-ink-3'}
      >
        {gain > 0n && '+'}
        <Amount wei={gain} digits={4} />
      </Cell>
      <Cell isNumber hideBelow="md" title={apr.reason?.sentence}>
        {apr.bps === null ? <span className="text-ink-3">–</span> : aprText(apr)}
      </Cell>
      <Cell className="text-right">
        <Button
          size="sm"
          aria-label={`Unstake from ${short}`}
          disabledReason={
            isOwn ? whyNotUnstake(BigInt(shares)) : 'Only its owner can unstake it: connect that wallet.'
          }
          onClick={() => setUnstaking(true)}
        >
          Unstake
        </Button>
        <Dialog title={`Unstake from ${short}`} isOpen={isUnstaking} onClose={() => setUnstaking(false)}>
          <UnstakeForm
            operator={operator}
            position={{ shares: BigInt(shares), valueWei: BigInt(valueWei) }}
            onSent={() => setUnstaking(false)}
          />
        </Dialog>
      </Cell>
    </tr>
  )
}

function whyNotUnstake(shares: bigint): string | undefined {
  return shares === 0n ? 'All of it is thawing already.' : undefined
}

'use client'

import type { Address } from '@network3/core/hex'
import { useState } from 'react'
import { paths } from '../../paths.ts'
import { OperatorPicker } from './operator-picker.tsx'
import { StakeForm } from './stake-form.tsx'

type StakePanelProps = {
  operator: Address | undefined
  /** What is wrong with the operator in the URL. */
  problem: string | undefined
  /** Whose positions are looked at; kept in the URL. */
  address: Address | undefined
}

/** Chooses an operator, then stakes on it. The choice is kept in the URL, so that it can be sent to somebody. */
export function StakePanel({ operator, problem, address }: StakePanelProps) {
  const [chosen, setChosen] = useState(operator)
  const choose = (next: Address | undefined) => {
    setChosen(next)
    const url = new URL(window.location.href)
    if (next === undefined) url.searchParams.delete('operator')
    else url.searchParams.set('operator', next)
    window.history.replaceState(null, '', url)
  }
  return (
    <section aria-labelledby="stake-form" className="grid content-start gap-4">
      <h2 id="stake-form" className="text-lg">
        Stake on an operator
      </h2>
      {/* Before JavaScript arrives, the field's own form takes the choice to the URL. */}
      <form
        action={paths.stake}
        method="get"
        aria-label="Choose an operator"
        onSubmit={(event) => event.preventDefault()}
      >
        {address !== undefined && <input type="hidden" name="address" value={address} />}
        <OperatorPicker
          value={chosen}
          problem={chosen === undefined ? problem : undefined}
          onChange={choose}
        />
      </form>
      <StakeForm operator={chosen} />
    </section>
  )
}

'use client'

import type { RouterOutputs } from '@network3/api/types'
import { type Address, isHex } from '@network3/core/hex'
import { Badge } from '@network3/ui/badge'
import { Field } from '@network3/ui/field'
import { formatAmountDown } from '@network3/ui/format-amount'
import { Identicon } from '@network3/ui/identicon'
import { Input } from '@network3/ui/input'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTrpc } from '../../trpc/provider.tsx'
import { aprText } from './apr-explained.tsx'
import { useDebounced } from './use-debounced.ts'

type Operator = RouterOutputs['operators']['find']['items'][number]

type OperatorPickerProps = {
  value: Address | undefined
  problem: string | undefined
  onChange: (operator: Address | undefined) => void
}

const LISTED = 8

/** Chooses an operator: from the largest pools, or by the beginning of its address. A combobox (ARIA 1.2). */
export function OperatorPicker({ value, problem, onChange }: OperatorPickerProps) {
  const trpc = useTrpc()
  const listId = useId()
  const [text, setText] = useState(value ?? '')
  const [isOpen, setOpen] = useState(false)
  // -1: none is marked, as long as nobody typed or moved.
  const [active, setActive] = useState(-1)
  const search = useDebounced(text.trim())
  const isSearch = /^0x[0-9a-fA-F]{1,40}$/.test(search) && search !== value
  const found = useQuery(
    trpc.operators.find.queryOptions(
      { sort: 'stake', limit: LISTED, ...(isSearch ? { search } : {}) },
      { placeholderData: keepPreviousData },
    ),
  )
  const options = found.data?.items ?? []

  const choose = (operator: Address) => {
    setText(operator)
    setOpen(false)
    setActive(-1)
    onChange(operator)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      const from = active === -1 && step === -1 ? 0 : active
      setActive(options.length === 0 ? -1 : (from + step + options.length) % options.length)
    }
    if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      const option = options[active]
      if (option !== undefined) choose(option.address)
    }
  }
  const onText = (next: string) => {
    setText(next)
    setOpen(true)
    setActive(0)
    // A text that names nobody chooses nobody: the form never stakes on what the field no longer shows.
    const typed = next.trim()
    onChange(isHex(typed, 20) ? typed : undefined)
  }
  const isUnknown = isSearch && found.data !== undefined && !found.isPlaceholderData && options.length === 0
  const activeOption = isOpen ? options[active] : undefined

  return (
    <Field
      label="Operator"
      hint="Choose one of the largest pools, or type the beginning of an address."
      error={isUnknown ? emptyText(search) : text === '' ? problem : undefined}
    >
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            isMono
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={
              activeOption === undefined ? undefined : `${listId}-${activeOption.address}`
            }
            autoComplete="off"
            spellCheck={false}
            placeholder="0x…"
            name="operator"
            value={text}
            onChange={(event) => onText(event.target.value)}
            onFocus={(event) => {
              event.target.select()
              setOpen(true)
            }}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
          <div
            id={listId}
            role="listbox"
            aria-label="Operators"
            hidden={!isOpen || options.length === 0}
            className="absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded border border-line-strong bg-surface py-1"
          >
            {options.map((option, index) => (
              <OperatorOption
                key={option.address}
                id={`${listId}-${option.address}`}
                operator={option}
                isActive={index === active}
                onChoose={() => choose(option.address)}
              />
            ))}
          </div>
        </div>
      )}
    </Field>
  )
}

type OperatorOptionProps = { id: string; operator: Operator; isActive: boolean; onChoose: () => void }

function OperatorOption({ id, operator, isActive, onChoose }: OperatorOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and its arrow keys choose
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // Before the input loses its focus, which closes the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className="flex cursor-pointer items-center gap-2.5 px-3 py-1.5 text-md hover:bg-sunken aria-selected:bg-sunken"
    >
      <Identicon address={operator.address} />
      <span className="font-mono" title={operator.address}>
        {operator.address.slice(0, 6)}…{operator.address.slice(-4)}
      </span>
      {operator.isLocalEconomy && <Badge>local</Badge>}
      <span className="ml-auto text-right text-ink-2 text-sm">
        <span className="font-mono">{formatAmountDown(BigInt(operator.stakeWei), 0)}</span> N3 ·{' '}
        <span className="font-mono">{aprText(operator.apr)}</span>
      </span>
    </div>
  )
}

function emptyText(search: string): string {
  return isHex(search, 20)
    ? 'Nobody has registered or staked at this address yet. You can still stake on it.'
    : 'No operator begins with this.'
}

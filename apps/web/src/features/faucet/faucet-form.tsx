'use client'

import type { RouterOutputs } from '@network3/api/types'
import { type Address, isHex } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import { Amount } from '@network3/ui/amount'
import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { ReasonBar } from '@network3/ui/reason-bar'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Balances } from '../../chain/read-balances.ts'
import { TransactionLink } from '../../chain/transactions/transaction-progress.tsx'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { useBalances } from '../staking/use-balances.ts'

type FaucetInfo = RouterOutputs['faucet']['getInfo']

/** Gives ETH and N3 of the local chain to an address: the connected wallet's, or any. */
export function FaucetForm({ info }: { info: FaucetInfo }) {
  const trpc = useTrpc()
  const wallet = useWallet()
  const [typed, setTyped] = useState<string>()
  const text = (typed ?? wallet.address ?? '').trim()
  const address: Address | undefined = isHex(text, 20) ? text : undefined
  const [before, setBefore] = useState<Balances>()
  const balances = useBalances(address, before === undefined ? undefined : 1_000)
  const request = useMutation(trpc.faucet.request.mutationOptions())
  const hasArrived = before !== undefined && balances.data !== undefined && balances.data.n3Wei > before.n3Wei
  const amounts = `${formatWei(BigInt(info.ethWei), { group: true })} ETH and ${formatWei(BigInt(info.n3Wei), { group: true })} N3`
  const disabledReason =
    info.reason?.sentence ??
    (text === ''
      ? 'Enter an address, or connect a wallet.'
      : address === undefined
        ? notAnAddress
        : undefined)

  const submit = () => {
    if (address === undefined || disabledReason !== undefined) return
    setBefore(balances.data)
    request.mutate({ address, idempotencyKey: newIdempotencyKey() })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!request.isPending) submit()
  }

  return (
    <form onSubmit={onSubmit} className="grid max-w-[560px] gap-5" aria-label="Faucet">
      <Field
        label="Address"
        error={text !== '' && address === undefined ? notAnAddress : undefined}
        hint={
          wallet.address === undefined
            ? 'Any address of this chain.'
            : 'Of the connected wallet, or any other.'
        }
        aside={
          balances.data && (
            <>
              Holds <Amount wei={balances.data.ethWei} unit="ETH" /> ·{' '}
              <Amount wei={balances.data.n3Wei} unit="N3" />
            </>
          )
        }
      >
        {(control) => (
          <Input
            {...control}
            isMono
            name="address"
            placeholder="0x…"
            autoComplete="off"
            spellCheck={false}
            value={typed ?? wallet.address ?? ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2.5">
        <Button type="submit" variant="signal" isBusy={request.isPending} disabledReason={disabledReason}>
          Send {amounts}
        </Button>
        {wallet.address === undefined && <Button onClick={askToConnect}>Connect a wallet</Button>}
      </div>
      {disabledReason !== undefined && <p className="text-ink-3 text-md">{disabledReason}</p>}
      <div role="status" className="empty:hidden">
        {request.data && <Sent sent={request.data} hasArrived={hasArrived} />}
      </div>
      <div role="alert" className="empty:hidden">
        {request.error && (
          <ReasonBar
            tone="bad"
            code={request.error.data?.code ?? 'UNAVAILABLE'}
            sentence={request.error.message}
          />
        )}
      </div>
    </form>
  )
}

const notAnAddress = 'An address is 0x followed by 40 hex digits.'

type SentProps = { sent: RouterOutputs['faucet']['request']; hasArrived: boolean }

function Sent({ sent, hasArrived }: SentProps) {
  const { ethWei, n3Wei, address, ethTxHash, n3TxHash } = sent
  return (
    <div className="grid gap-2">
      <ReasonBar
        tone={hasArrived ? 'signal' : 'line'}
        code={hasArrived ? 'ARRIVED' : 'SENT'}
        sentence={`${formatWei(BigInt(ethWei), { group: true })} ETH and ${formatWei(BigInt(n3Wei), { group: true })} N3 ${hasArrived ? 'have arrived at' : 'are on their way to'} ${address.slice(0, 6)}…${address.slice(-4)}.`}
      />
      <p className="flex flex-wrap gap-x-5 text-ink-3 text-sm">
        <span>
          ETH <TransactionLink hash={ethTxHash} explorerUrl={undefined} />
        </span>
        <span>
          N3 <TransactionLink hash={n3TxHash} explorerUrl={undefined} />
        </span>
      </p>
    </div>
  )
}

/** A v4 UUID; crypto.randomUUID exists only on https and localhost, and a stack may be opened by its address. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

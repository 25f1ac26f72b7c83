import { setTimeout as delay } from 'node:timers/promises'
import { registrationTypedData } from '@network3/chain/typed-data'
import { AppError, isAppError } from '@network3/core/app-error'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { signText } from '@network3/protocol/node/node-signature'
import { type NodeDetails, type OfferedNode, pairingText } from '@network3/protocol/pairing/registration'
import { retry } from '@network3/service/retry'
import { privateKeyToAccount } from 'viem/accounts'
import type { NodeKey } from '../home/node-key.ts'
import type { PairingProgress, SiteClient, SiteEndpoints } from '../site/site-client.ts'

/** What a person needs to see: a code, where to enter it, and until when it counts. */
export type ShownCode = { code: string; url: string; expiresAt: number }

export type PairDeps = {
  site: SiteClient
  endpoints: SiteEndpoints
  key: NodeKey
  details: NodeDetails
  /** Called for each code; a new one is made when one has expired. */
  show: (shown: ShownCode) => void
  /** Whether the node's owner knows this operator as themselves. Nothing is signed before. */
  confirm: (operator: Address) => Promise<boolean>
  say: (text: string) => void
  signal: AbortSignal
  /** Default 2 s. */
  pollMs?: number
}

export type Paired = { operator: Address; txHash: string | null; wasPaired: boolean }

/** Enough for code and confirmation, and for a sponsor that is slow, seconds. */
const DEADLINE_SECONDS = 7_200
const REGISTERED_WITHIN_MS = 120_000

/**
 * Pairs the node with a wallet: 1. a code is opened and shown; 2. the wallet signs under it at the site; 3. the owner
 * confirms the operator here; 4. the node signs, and a sponsor registers both. Ends when the registry has it. A node that
 * is registered already is told with its operator. Throws reasons of pairing-reasons.ts.
 */
export async function pairNode(deps: PairDeps): Promise<Paired> {
  const { site, key } = deps
  for (;;) {
    const known = await retrying(() => site.getRegistration(key.node), deps)
    if (known.isRetired) throw refused('PAIRING_NODE_RETIRED')
    if (known.operator !== null) return { operator: known.operator, txHash: null, wasPaired: true }
    const offered: OfferedNode = {
      ...{ ...deps.details, node: key.node, nonce: known.nonce },
      deadline: Math.floor(Date.now() / 1_000) + DEADLINE_SECONDS,
    }
    const opening = { ...offered, openedAt: Date.now() }
    const text = pairingText({ ...opening, chainId: deps.endpoints.chainId })
    // Not tried again by itself: an opening counts once, and a lost answer is a code that nobody was shown.
    const { pairingId, code, expiresAt } = await site.openPairing({
      ...opening,
      signature: signText(key.privateKey, text),
    })
    deps.show({ code, url: new URL(`/run-a-node#${code}`, site.url).href, expiresAt })
    const signed = await waitForSignature(deps, pairingId)
    if (signed === undefined) {
      deps.say('The code has expired: here is a new one.')
      continue
    }
    if (!(await deps.confirm(signed))) {
      await retrying(() => site.declinePairing(pairingId), deps)
      throw refused('PAIRING_DECLINED')
    }
    const signature = await signRegistration(deps, offered, signed)
    const done = await retrying(() => site.finishPairing({ pairingId, operator: signed, signature }), deps)
    await waitForRegistry(deps, signed)
    return { operator: signed, txHash: done.txHash, wasPaired: false }
  }
}

/** The operator that signed; undefined when the code expired unused. */
async function waitForSignature(deps: PairDeps, pairingId: string): Promise<Address | undefined> {
  for (;;) {
    await delay(deps.pollMs ?? 2_000, undefined, { signal: deps.signal })
    const { state, operator } = await retrying<PairingProgress>(() => deps.site.pollPairing(pairingId), deps)
    if (state.code === 'PAIRING_SIGNED' && operator !== null) return operator
    if (state.code === 'PAIRING_EXPIRED') return undefined
    if (state.code === 'PAIRING_REPLACED') throw refused('PAIRING_REPLACED')
    if (state.code !== 'PAIRING_OPEN') throw new AppError('CONFLICT', state.sentence)
  }
}

function signRegistration(deps: PairDeps, offered: OfferedNode, operator: Address): Promise<Hex> {
  const { chainId, contracts } = deps.endpoints
  return privateKeyToAccount(deps.key.privateKey).signTypedData(
    registrationTypedData(chainId, contracts.nodeRegistry, {
      ...{ operator, node: offered.node, capabilities: offered.capabilities, specHash: offered.specHash },
      country: countryToBytes2(offered.country),
      nonce: BigInt(offered.nonce),
      deadline: BigInt(offered.deadline),
    }),
  )
}

async function waitForRegistry(deps: PairDeps, operator: Address): Promise<void> {
  const deadline = Date.now() + REGISTERED_WITHIN_MS
  for (;;) {
    const known = await retrying(() => deps.site.getRegistration(deps.key.node), deps)
    if (known.operator === operator) return
    if (known.operator !== null) throw refused('PAIRING_NODE_TAKEN')
    if (Date.now() > deadline)
      throw new AppError('TX_NOT_MINED', 'The registration was sent, and the registry does not show it yet.')
    await delay(deps.pollMs ?? 2_000, undefined, { signal: deps.signal })
  }
}

/** Sites restart, and networks come and go: what may pass is tried for some minutes. */
function retrying<T>(task: () => Promise<T>, { signal }: PairDeps): Promise<T> {
  return retry(task, {
    ...{ attempts: 12, baseMs: 500, maxMs: 15_000, signal },
    isRetryable: (error) => isAppError(error) && error.retryable,
  })
}

function refused(
  code: 'PAIRING_NODE_RETIRED' | 'PAIRING_DECLINED' | 'PAIRING_REPLACED' | 'PAIRING_NODE_TAKEN',
) {
  const { sentence, nextStep } = reasonOf(code)
  return new AppError(code, nextStep === undefined ? sentence : `${sentence} ${nextStep}`)
}

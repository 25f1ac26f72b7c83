import { networkInterfaces } from 'node:os'
import { followBook } from '@network3/chain/book/follow-book'
import { createNetworkBook, enterNetworkEvent } from '@network3/chain/book/network-book'
import type { Address } from '@network3/core/hex'
import { systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { EconomyChain } from '../economy/chain/economy-chain.ts'
import { type EconomySize, planEconomy } from '../economy/setup/plan-economy.ts'
import { chooseNodes, type LoadNode } from './choose-nodes.ts'
import { type HeldSession, holdSession } from './hold-session.ts'

export type LoadAgentsOptions = {
  chain: EconomyChain
  size: EconomySize
  gatewayUrl: string
  logger: Logger
  signal: AbortSignal
}

const LOOK_MS = 10_000
/** New sessions at once: a gateway takes so many a minute from one network, and each is a signature on both sides. */
const JOINS_AT_ONCE = 20

/**
 * Holds a real session for each of the local economy's nodes that should be online, follows the registry as nodes come
 * and go, and ends when the signal does.
 */
export async function runLoadAgents({
  chain,
  size,
  gatewayUrl,
  logger,
  signal,
}: LoadAgentsOptions): Promise<void> {
  const { operators } = planEconomy(size)
  const books = followBook(chain, {
    contracts: ['node-registry'],
    create: createNetworkBook,
    enter: (book, { at, event }) => enterNetworkEvent(book, event, at),
  })
  const known = new Map<number, LoadNode>()
  const held = new Map<Address, HeldSession>()

  const look = async (): Promise<boolean> => {
    const book = await books.bookAt(await chain.client.getBlockNumber())
    const wanted = chooseNodes(book.nodes, operators, known)
    const ids = new Set(wanted.map(({ node }) => node))
    for (const [node, session] of held) {
      if (ids.has(node)) continue
      session.close()
      held.delete(node)
    }
    const missing = wanted.filter(({ node }) => !held.has(node))
    for (const { node, privateKey, place } of missing.slice(0, JOINS_AT_ONCE)) {
      const options = { chainId: chain.deployment.chainId, node, privateKey, gatewayUrl }
      held.set(node, holdSession({ ...options, localAddress: addressOf(place) }))
    }
    return missing.length > JOINS_AT_ONCE
  }

  let told = -1
  while (!signal.aborted) {
    let isMore = false
    try {
      isMore = await look()
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, 'the registry could not be read, tried again')
    }
    const online = [...held.values()].filter((session) => session.isOnline()).length
    if (online !== told) logger.info({ held: held.size, online }, 'sessions of the local economy')
    told = online
    await systemClock.sleep(isMore ? 500 : LOOK_MS, signal)
  }
  for (const session of held.values()) session.close()
}

/**
 * An address of this machine for each operator, a /24 of its own, as their nodes would have. Only Linux answers on all
 * of 127.0.0.0/8; elsewhere all nodes dial from one address, and share as such nodes do.
 */
function addressOf(place: number): string | undefined {
  const isLoopback = Object.values(networkInterfaces())
    .flat()
    .some((each) => each?.cidr === '127.0.0.1/8')
  return isLoopback && process.platform === 'linux' ? `127.77.${place + 1}.2` : undefined
}

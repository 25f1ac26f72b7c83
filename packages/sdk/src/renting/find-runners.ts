import { z } from 'zod'
import { callSite, type Site } from '../site/call-site.ts'
import { address } from './market-answers.ts'

const nodesAnswer = z.object({ items: z.array(z.object({ address, operator: address })) })
const nodeAnswer = z.object({ session: z.object({ kinds: z.array(z.string()) }).nullable() })

/** Verified nodes looked at. */
const LOOKED_AT = 20

/**
 * Operators whose verified nodes run jobs of this kind now: an offer says what is lent, and a node's session what it
 * runs. The newest twenty nodes are asked.
 */
export async function findRunners(site: Site, jobKind: 'wasm' | 'onnx'): Promise<string[]> {
  const input = { status: 'verified', capability: 'compute', limit: LOOKED_AT }
  const { items } = await callSite({ ...site, path: 'nodes.find', kind: 'query', input, answer: nodesAnswer })
  const runs = await Promise.all(
    items.map(async ({ address: node, operator }) => {
      const call = { ...site, path: 'nodes.get', kind: 'query', input: { node }, answer: nodeAnswer } as const
      const { session } = await callSite(call)
      return session?.kinds.includes(jobKind) === true ? [operator] : []
    }),
  )
  return [...new Set(runs.flat())]
}

/** A query's characters, of which a site reads five hundred; an address in a list takes 44. */
const MOST_CHARACTERS = 480

/** `query`, of these operators alone: as many of them as a query holds. */
export function queryOfOperators(query: string, operators: readonly string[]): string {
  const start = query.trim() === '' ? '' : `(${query.trim()}) and `
  const room = Math.max(1, Math.floor((MOST_CHARACTERS - start.length - 'operator in ()'.length) / 44))
  return `${start}operator in (${operators.slice(0, room).join(', ')})`
}

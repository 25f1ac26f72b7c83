import type { Random } from '../random.ts'

export type Call = { id: number; method: string; params: unknown[] }
type Answer = { id: number; result?: unknown }

/**
 * What a provider says that is not so: a log is left out, told twice or changed, an answer is the one of a while ago, or
 * the one about another block.
 */
export const lieKinds = ['dropped', 'duplicated', 'changed', 'stale', 'wrong-block'] as const
export type LieKind = (typeof lieKinds)[number]

type Log = { data: string }

/** Answers remembered for each question, and questions remembered. */
const REMEMBERED = { answers: 6, questions: 400 }

/** Changes true answers. It remembers what it said before, to say it again when it is no longer true. */
export function createLies(random: Random) {
  const past = new Map<string, unknown[]>()
  const blocks: unknown[] = []
  const blockLogs: unknown[] = []
  const keyOf = ({ method, params }: Call) => `${method}${JSON.stringify(params)}`

  const remember = (call: Call, result: unknown) => {
    const answers = past.get(keyOf(call)) ?? []
    if (JSON.stringify(answers.at(-1)) !== JSON.stringify(result)) answers.push(result)
    past.delete(keyOf(call))
    past.set(keyOf(call), answers.slice(-REMEMBERED.answers))
    const [oldest] = past.keys()
    if (past.size > REMEMBERED.questions && oldest !== undefined) past.delete(oldest)
    if (call.method.startsWith('eth_getBlockBy')) keepOne(blocks, result)
    if (isLogsOfBlock(call)) keepOne(blockLogs, result)
  }

  const lie = (kind: LieKind, call: Call, truth: unknown): unknown => {
    if (kind === 'stale') return past.get(keyOf(call))?.[0] ?? truth
    if (kind === 'wrong-block') {
      // How far finality is, one provider alone is simply believed; of two, unit tests lie about it.
      if (call.params[0] === 'safe' || call.params[0] === 'finalized') return truth
      const others = isLogsOfBlock(call) ? blockLogs : call.method.startsWith('eth_getBlockBy') ? blocks : []
      return others.length === 0 ? truth : random.pick(others)
    }
    if (call.method === 'eth_getBlockReceipts') return lieAboutReceipts(kind, truth)
    if (call.method !== 'eth_getLogs' || !Array.isArray(truth) || truth.length === 0) return truth
    const at = random.below(truth.length)
    if (kind === 'dropped') return truth.toSpliced(at, 1)
    if (kind === 'duplicated') return truth.toSpliced(at, 0, truth[at])
    return truth.with(at, changeLog(truth[at] as Log))
  }

  return {
    /** The answers, with one lie of this kind among them where there is something to lie about. */
    tell: (calls: readonly Call[], truth: readonly Answer[], kind: LieKind | undefined) => {
      const resultOf = (call: Call) => truth.find(({ id }) => id === call.id)?.result
      const told = [...truth]
      let found: LieKind | undefined
      if (kind !== undefined) {
        for (const call of calls) {
          const result = resultOf(call)
          if (found !== undefined || result === undefined) continue
          const said = lie(kind, call, result)
          if (JSON.stringify(said) === JSON.stringify(result)) continue
          found = kind
          told[told.findIndex(({ id }) => id === call.id)] = {
            ...truth.find(({ id }) => id === call.id),
            id: call.id,
            result: said,
          }
        }
      }
      for (const call of calls) remember(call, resultOf(call))
      return { answers: told, lie: found }
    },
  }
}

export function isLogsOfBlock({ method, params }: Call): boolean {
  const [filter] = params as [{ blockHash?: string } | undefined]
  return method === 'eth_getLogs' && filter?.blockHash !== undefined
}

function keepOne(kept: unknown[], result: unknown): void {
  kept.push(result)
  if (kept.length > 20) kept.shift()
}

function changeLog(log: Log): Log {
  return { ...log, data: log.data.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }
}

function lieAboutReceipts(kind: LieKind, truth: unknown): unknown {
  if (!Array.isArray(truth) || kind === 'changed') return truth
  const receipts = truth as { logs: Log[] }[]
  const at = receipts.findIndex(({ logs }) => logs.length > 0)
  const receipt = receipts[at]
  if (receipt === undefined) return truth
  const logs = kind === 'dropped' ? receipt.logs.slice(1) : [...receipt.logs, ...receipt.logs.slice(-1)]
  return receipts.with(at, { ...receipt, logs })
}

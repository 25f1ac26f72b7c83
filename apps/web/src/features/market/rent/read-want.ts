import { isAppError } from '@network3/core/app-error'
import type { OfferKind } from '@network3/core/lease-state'
import { parseN3 } from '@network3/core/parse-n3'

/** What is typed into the rent form. */
export type WantTexts = {
  /** Nodes at one time for some hours, which only compute is measured by; or units. */
  by: 'hours' | 'units'
  nodes: number | undefined
  hours: string
  units: string
  budget: string
}

export type Want = { units: string } | { nodes: number; hours: number }
export type WantProblems = Partial<Record<'nodes' | 'hours' | 'units' | 'budget', string>>
export type ReadWant = { want: Want | undefined; budgetWei: string | undefined; problems: WantProblems }

export function readWant(kind: OfferKind, texts: WantTexts): ReadWant {
  const problems: WantProblems = {}
  const budgetWei = readBudget(texts.budget, problems)
  const want =
    kind === 'compute' && texts.by === 'hours' ? readHours(texts, problems) : readUnits(texts.units, problems)
  return { want: Object.keys(problems).length > 0 ? undefined : want, budgetWei, problems }
}

function readHours({ nodes, hours }: WantTexts, problems: WantProblems): Want | undefined {
  if (nodes === undefined || nodes < 1) problems.nodes = 'Enter a whole number from 1 on.'
  const text = hours.trim().replace(',', '.')
  const value = /^\d{1,6}(\.\d{1,4})?$/.test(text) ? Number(text) : 0
  if (value <= 0 || value > 100_000) problems.hours = 'Enter hours, such as 0.5 or 24.'
  return nodes === undefined ? undefined : { nodes, hours: value }
}

function readUnits(text: string, problems: WantProblems): Want | undefined {
  const digits = text.replaceAll(/[\s,]/g, '')
  if (!/^[1-9]\d{0,18}$/.test(digits)) problems.units = 'Enter a whole number from 1 on.'
  return { units: digits }
}

function readBudget(text: string, problems: WantProblems): string | undefined {
  if (text.trim() === '') return undefined
  try {
    return String(parseN3(text))
  } catch (error) {
    if (!isAppError(error, 'AMOUNT_INVALID')) throw error
    problems.budget = error.message
    return undefined
  }
}

/** The kind a query asks for, where it asks for one. */
export function kindOfQuery(query: string): OfferKind | undefined {
  const [, kind] = /\bkind\s*=\s*(compute|bandwidth|egress|dataset)\b/i.exec(query) ?? []
  return kind?.toLowerCase() as OfferKind | undefined
}

/** Hours to begin with: one, or as many as the longest lease on offer lasts, to four digits and never above it. */
export function firstHours(longestSeconds: number): string {
  const hours = Math.min(1, Math.floor((longestSeconds / 3_600) * 10_000) / 10_000)
  return String(hours > 0 ? hours : 1)
}

import type { MutationResult } from './mutate-project.ts'

const REQUIRED_SCORE_PERCENT = 90

export type Summary = { text: string; isEnough: boolean }

/** Killed and timed out against all that compiled; fails below 90 %. */
export function summariseMutation(results: readonly MutationResult[]): Summary {
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length
  const [killed, timedOut, stillborn, survived] = ['killed', 'timed out', 'stillborn', 'survived'].map(count)
  const dead = (killed ?? 0) + (timedOut ?? 0)
  const born = dead + (survived ?? 0)
  const score = born === 0 ? 0 : Math.floor((dead * 1000) / born) / 10
  const survivors = results.filter(({ outcome }) => outcome === 'survived').map(({ diff }) => diff)
  const text = [
    ...(survivors.length === 0 ? [] : ['', 'Survivors:', ...survivors, '']),
    `${born} mutants: ${killed} killed, ${timedOut} timed out, ${survived} survived; ${stillborn} stillborn left out.`,
    `Score ${score} % (at least ${REQUIRED_SCORE_PERCENT} %).`,
  ].join('\n')
  return { text, isEnough: born > 0 && dead * 100 >= born * REQUIRED_SCORE_PERCENT }
}

import { type Reason, reasonOf } from '@network3/core/reasons'
import type { TransactionPhase } from './transaction-phase.ts'

export const phaseSteps = ['submitted', 'mined', 'indexed', 'final'] as const

export type PhaseWords = Reason & { heading: string; tone: 'busy' | 'signal' | 'warn' | 'bad' }

/** A phase in words. */
export function describePhase(phase: TransactionPhase): PhaseWords {
  switch (phase.status) {
    case 'submitted':
      return { heading: 'Submitted', tone: 'busy', ...reasonOf('TX_SUBMITTED') }
    case 'mined':
      return { heading: `Mined in block ${group(phase.block.number)}`, tone: 'busy', ...reasonOf('TX_MINED') }
    case 'indexed':
      return {
        heading: `Indexed, block ${group(phase.block.number)}`,
        tone: 'signal',
        ...reasonOf('TX_INDEXED'),
      }
    case 'final':
      return { heading: 'Final', tone: 'signal', ...reasonOf('TX_FINAL') }
    case 'reorged':
      return {
        heading: 'Back in the queue',
        tone: 'warn',
        sentence: 'The block it was in is no longer part of the chain.',
        nextStep: 'Nothing to do: it is usually mined again within seconds.',
      }
    case 'reverted':
      return { heading: `Refused: ${phase.failure.code}`, tone: 'bad', ...withoutCode(phase.failure) }
    case 'replaced':
      return { heading: 'Replaced', tone: 'warn', ...reasonOf('TX_REPLACED') }
    case 'dropped':
      return { heading: 'Dropped', tone: 'warn', ...reasonOf('TX_DROPPED') }
  }
}

/** How many of the four steps are behind it. */
export function stepsDone(phase: TransactionPhase): number {
  switch (phase.status) {
    case 'final':
      return 4
    case 'indexed':
      return 3
    case 'mined':
    case 'reverted':
      return 2
    case 'submitted':
    case 'reorged':
      return 1
    default:
      return 0
  }
}

function withoutCode({ sentence, nextStep }: Reason): Reason {
  return nextStep === undefined ? { sentence } : { sentence, nextStep }
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

import type { RouterOutputs } from '@network3/api/types'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Disclosure } from '@network3/ui/disclosure'
import { explainScore } from '../operator/explain-score.ts'

type NodeReward = RouterOutputs['operators']['findEpochs']['items'][number]['nodes'][number]

type EpochInputsProps = { epoch: number; nodes: NodeReward[]; nodeCount: number }

/** Why this much: every node's part with the inputs and factors of its score, as the published file has them. */
export function EpochInputs({ epoch, nodes, nodeCount }: EpochInputsProps) {
  return (
    <Disclosure summary={<span>Why this much in epoch {epoch}?</span>}>
      <ul className="grid gap-4 pb-2 whitespace-normal">
        {nodes.map((node) => (
          <li key={node.node} className="grid gap-1.5">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-md">
              <Address value={node.node} withIdenticon />
              <Amount wei={node.amountWei} digits={4} unit="N3" />
            </p>
            <dl className="grid gap-x-10 text-sm sm:grid-cols-2 lg:grid-cols-3">
              {explainScore(node.inputs).map(({ key, label, value, note }) => (
                <div key={key} className="flex items-baseline justify-between gap-4 py-0.5">
                  <dt title={note} className="text-ink-3">
                    {label}
                  </dt>
                  <dd className="text-right font-mono">{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {nodeCount > nodes.length && (
        <p className="text-ink-3 text-sm">
          The {nodes.length} best-earning of {nodeCount} nodes; the epoch's file has all of them.
        </p>
      )}
    </Disclosure>
  )
}

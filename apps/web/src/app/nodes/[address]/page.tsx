import { ReasonBar } from '@network3/ui/reason-bar'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { SearchParams } from '../../../features/leaderboard/operators-query.ts'
import { NodeEpochs } from '../../../features/nodes/node-epochs.tsx'
import { NodeFacts } from '../../../features/nodes/node-facts.tsx'
import { NodeHead } from '../../../features/nodes/node-head.tsx'
import { NodeSessions } from '../../../features/nodes/node-sessions.tsx'
import { NodeWork } from '../../../features/nodes/node-work.tsx'
import { parseNodePageQuery } from '../../../features/nodes/nodes-query.ts'
import { readNode } from '../../../features/nodes/read-node.ts'
import { LiveRefresh } from '../../../shell/live-refresh.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { isMissing } from '../../../trpc/try-read.ts'

type NodePageProps = { params: Promise<{ address: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  const { address } = await params
  return { title: `Node ${address.slice(0, 6)}…${address.slice(-4)}` }
}

export default async function NodePage({ params, searchParams }: NodePageProps) {
  const { address } = await params
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) notFound()
  const query = parseNodePageQuery(await searchParams)
  const { found, lists } = await readNode(address, query)
  if (found.data === undefined) {
    if (isMissing(found.failure)) notFound()
    return <ReadError title="This node cannot be read now" {...found.failure} />
  }
  const node = found.data
  return (
    <>
      <NodeHead node={node} />
      {node.reasons.map(({ code, sentence, nextStep }) => (
        <ReasonBar
          key={code}
          className="mb-3"
          code={code}
          sentence={nextStep === null ? sentence : `${sentence} ${nextStep}`}
          tone={node.isVerified && code === 'NODE_VERIFIED' ? 'signal' : node.isOnline ? 'line' : 'warn'}
        />
      ))}
      <div className="mt-8 grid gap-x-16 gap-y-11 lg:grid-cols-2">
        <NodeFacts node={node} now={new Date().toISOString()} />
        {lists.data && <NodeWork address={node.address} query={query} page={lists.data.work} />}
      </div>
      {lists.data === undefined ? (
        <ReadError title="Its lists cannot be read now" {...lists.failure} />
      ) : (
        <>
          <NodeEpochs address={node.address} query={query} page={lists.data.epochs} />
          <NodeSessions address={node.address} query={query} page={lists.data.sessions} />
        </>
      )}
      <LiveRefresh />
    </>
  )
}

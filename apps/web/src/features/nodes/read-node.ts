import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'
import type { NodePageQuery } from './nodes-query.ts'

/** Everything a node's page shows, read side by side. */
export async function readNode(node: string, query: NodePageQuery) {
  const { nodes } = getApi()
  const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
  const readLists = async () => {
    const [epochs, sessions, work] = await Promise.all([
      nodes.findEpochs({ node, limit: 10, ...at(query.epochs) }),
      nodes.findStatusChanges({ node, limit: 10, ...at(query.sessions) }),
      nodes.findWork({ node, limit: 8, ...at(query.work) }),
    ])
    return { epochs, sessions, work }
  }
  const [found, lists] = await Promise.all([tryRead(nodes.get({ node })), tryRead(readLists())])
  return { found, lists }
}

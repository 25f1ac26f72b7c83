import { createRouter } from '../../trpc.ts'
import { findNodeEpochs } from './find-node-epochs.ts'
import { findNodeWork } from './find-node-work.ts'
import { findNodes } from './find-nodes.ts'
import { findStatusChanges } from './find-status-changes.ts'
import { getNode } from './get-node.ts'

export const nodesRouter = createRouter({
  find: findNodes,
  get: getNode,
  findEpochs: findNodeEpochs,
  findStatusChanges,
  findWork: findNodeWork,
})

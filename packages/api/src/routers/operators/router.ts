import { createRouter } from '../../trpc.ts'
import { findOperatorEpochNodes } from './find-operator-epoch-nodes.ts'
import { findOperatorEpochs } from './find-operator-epochs.ts'
import { findOperatorNodes } from './find-operator-nodes.ts'
import { findOperators } from './find-operators.ts'
import { findStakers } from './find-stakers.ts'
import { getEarningsSeries } from './get-earnings-series.ts'
import { getOperator } from './get-operator.ts'

export const operatorsRouter = createRouter({
  find: findOperators,
  get: getOperator,
  findNodes: findOperatorNodes,
  findEpochs: findOperatorEpochs,
  findEpochNodes: findOperatorEpochNodes,
  getEarningsSeries: getEarningsSeries,
  findStakers: findStakers,
})

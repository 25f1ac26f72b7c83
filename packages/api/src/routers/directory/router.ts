import { createRouter } from '../../trpc.ts'
import { findBundles } from './find-bundles.ts'
import { findFrauds } from './find-frauds.ts'
import { getConsistency } from './get-consistency.ts'
import { publish } from './publish.ts'

export const directoryRouter = createRouter({ publish, findBundles, getConsistency, findFrauds })

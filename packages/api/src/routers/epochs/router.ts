import { createRouter } from '../../trpc.ts'
import { findEpochs } from './find-epochs.ts'
import { getEpoch } from './get-epoch.ts'
import { getEpochFile } from './get-epoch-file.ts'
import { getEpochProof } from './get-epoch-proof.ts'

export const epochsRouter = createRouter({
  find: findEpochs,
  get: getEpoch,
  getProof: getEpochProof,
  getFile: getEpochFile,
})

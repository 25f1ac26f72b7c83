import type { JobHandle } from './job-order.ts'

/**
 * What sealed messages of a job are authenticated with beside their content (the `aad` of packages/clsc), so that one
 * can never be passed off as another. Input and module are sealed before the job has an id.
 */
export const sealedContexts = {
  input: () => 'Network3 job input v1',
  module: () => 'Network3 job module v1',
  result: ({ jobId, fence }: JobHandle) => `Network3 job result v1\njob ${jobId}\nfence ${fence}`,
  log: ({ jobId, fence }: JobHandle, index: number) =>
    `Network3 job log v1\njob ${jobId}\nfence ${fence}\nindex ${index}`,
} as const

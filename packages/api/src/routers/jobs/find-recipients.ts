import { epochAt } from '@network3/clsc/epoch'
import { jobClasses, jobKinds } from '@network3/core/jobs/job-terms'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import { findNewestBundles } from '@network3/db/queries/key/find-newest-bundles'
import { findWorkNodes, type WorkNode } from '@network3/db/queries/node/find-work-nodes'
import { bytesToHex } from 'viem'
import { requireGeneration } from '../../directory/require-generation.ts'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { isOnline } from '../../jobs/match-lease-nodes.ts'
import { requireLease } from '../../jobs/require-lease.ts'
import { publicProcedure } from '../../trpc.ts'
import { findRecipientsInput, findRecipientsOutput } from './find-recipients.schema.ts'

const nameOf = ({ node }: WorkNode) => `did:n3:${node}#node`

export const findRecipients = publicProcedure
  .meta({
    summary: 'The nodes of a lease to seal jobs to: key, capacity and state of each.',
    rest: { method: 'GET', path: '/leases/{leaseId}/recipients' },
  })
  .input(findRecipientsInput)
  .output(findRecipientsOutput)
  .query(async ({ ctx, input }) => {
    const lease = await requireLease(ctx.pool, input.leaseId)
    const [{ masterPublicKey }, nodes] = await Promise.all([
      requireGeneration(ctx.pool, undefined),
      findWorkNodes(ctx.pool, lease.operator),
    ])
    const nowMs = ctx.clock.now()
    const today = epochAt(nowMs)
    const bundles = await findNewestBundles(ctx.pool, {
      ...{ masterPublicKey, names: nodes.map(nameOf), fromEpoch: today - 1, toEpoch: today },
    })
    return {
      voucherSigner: encodeAddress(lease.voucherSigner),
      nodes: nodes.map((node) => {
        const found = bundles.get(nameOf(node))
        return {
          ...{ node: encodeAddress(node.node), name: nameOf(node), isOnline: isOnline(node, nowMs) },
          bundle: found === undefined ? null : bytesToHex(found.bundle),
          reason: encodeReason(reasonOfNode(node, nowMs)),
          ...{ slots: node.slots, freeSlots: node.freeSlots, memoryBytes: node.memoryBytes },
          kinds: jobKinds.filter((kind) => node.kinds.includes(kind)),
          classes: jobClasses.filter((one) => node.classes.includes(one)),
        }
      }),
    }
  })

function reasonOfNode(node: WorkNode, nowMs: number): NodeReasonCode {
  if (node.lastSeenAt === null) return 'NODE_NEVER_SEEN'
  if (!isOnline(node, nowMs)) return node.offlineReason ?? 'NODE_OFFLINE_LOST'
  return node.pausedReason ?? 'NODE_ONLINE'
}

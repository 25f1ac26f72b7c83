import { masterPublicKeyOf } from '@network3/clsc/issuing'
import { encodeHex } from '@network3/protocol/hex-bytes'
import {
  commitmentRequestSchema,
  nonceRequestSchema,
  shareRequestSchema,
} from '@network3/protocol/kgc/messages'
import type { z } from 'zod'
import type { Issuer } from '../issuing/issuer.ts'
import { RefusalError } from '../issuing/refusal-error.ts'
import type { ActiveShare } from '../share/share-record.ts'
import type { Routes } from './public-server.ts'

/** The paths of packages/protocol's messages.ts, parsed once here. */
export function createRoutes(deps: {
  chainId: number
  issuer: Issuer
  active: () => ActiveShare | undefined
}): Routes {
  return {
    'GET /v1/kgc': () => {
      const active = deps.active()
      if (active === undefined) throw new RefusalError('NOT_READY')
      const { record, issuer } = active
      return {
        node: record.node,
        nodes: record.nodes,
        threshold: issuer.signers.min,
        masterPublicKey: encodeHex(masterPublicKeyOf(issuer)),
        commitments: issuer.commitments.map(encodeHex),
        shareVersion: record.version,
        chainId: deps.chainId,
      }
    },
    'POST /v1/nonces': (body) => {
      parse(nonceRequestSchema, body)
      return deps.issuer.createNonce()
    },
    'POST /v1/commitments': (body) => deps.issuer.commit(parse(commitmentRequestSchema, body)),
    'POST /v1/shares': (body) => deps.issuer.sign(parse(shareRequestSchema, body)),
  }
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new RefusalError('MALFORMED', { cause: parsed.error })
  return parsed.data
}

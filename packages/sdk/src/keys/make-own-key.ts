import type { Backend } from '@network3/clsc/backend'
import { createDomain } from '@network3/clsc/domain'
import { epochAt } from '@network3/clsc/epoch'
import { createUserSecret } from '@network3/clsc/user-key'
import type { LocalAccount } from 'viem'
import { issueKey, type Kgc, signGrant } from './issue-key.ts'
import type { OwnKey } from './own-key.ts'

/**
 * A key that lives in memory, under a name nobody else has: it opens what is sent to it while the program runs, which is
 * all that jobs need. The wallet signs once. Throws KGC_REFUSED, KGC_UNREACHABLE.
 */
export async function makeOwnKey(options: {
  kgc: Kgc
  account: LocalAccount
  backend: Backend
  nowMs: number
}): Promise<OwnKey> {
  const { kgc, account, backend, nowMs } = options
  const domain = createDomain(kgc.masterPublicKey, backend)
  const label = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  const own: OwnKey = {
    id: `did:n3:${account.address.toLowerCase()}#sdk-${label.join('')}`,
    ...{ domain, userSecret: createUserSecret(domain), grant: undefined, keys: [] },
  }
  const grant = await signGrant(own, { wallet: account, chainId: kgc.chainId, nowMs })
  const issued = await issueKey({ ...own, grant }, { urls: kgc.urls, backend, epoch: epochAt(nowMs) })
  return issued.own
}

import {
  encodeHashChain,
  HASH_CHAIN_MODULE,
  hashChainGas,
  hashChainHashes,
} from '@network3/protocol/node/hash-chain'
import { loadExampleJob } from '@network3/runtime/jobs/load-example-job'
import { DEFAULT_LIMITS } from '@network3/runtime/limits'
import { createExecutor } from '@network3/runtime/node/create-executor'
import { expect, test } from 'vitest'

test('the sandbox gives the very answer and the very cost that checks are judged by', async () => {
  const executor = await createExecutor({})
  try {
    for (const rounds of [0, 1, 777]) {
      const chain = { seed: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, rounds % 256), rounds }
      const receipt = await executor.run({
        ...{ kind: 'wasm', module: await loadExampleJob('hash-chain'), input: encodeHashChain(chain) },
        ...{ seed: `0x${'11'.repeat(32)}`, clockMs: 0, limits: DEFAULT_LIMITS },
      })
      expect(receipt).toMatchObject({
        ...{ outcome: 'ok', class: 'D0', gas: hashChainGas(rounds) },
        ...hashChainHashes(chain),
        moduleHash: HASH_CHAIN_MODULE,
      })
    }
  } finally {
    await executor.close()
  }
})

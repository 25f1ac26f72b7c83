// Runs one WebAssembly program, or one ONNX model (by its ending .onnx), on a lease that is open already, and prints what
// it gives back. A model takes and gives tensor containers (packages/runtime/README.md).
//
//   node packages/sdk/examples/run-job.ts --network .network3/stack.json --lease 7 --session-key session.key \
//     --module job.wasm --input input.bin > output.bin
//
// session.key holds the private key that the lease names as its voucherSigner, as 0x and hex. The key that seals and
// opens is the one called `default` in ~/.n3 (or N3_HOME): `n3 keys create` makes it, `n3 keys renew` keeps it of today.
// Only the output goes to standard output; what happens meanwhile is told on standard error.

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isHex } from '@network3/core/hex'
import { privateKeyToAccount } from 'viem/accounts'
import { readCliEnv } from '../src/cli/env.ts'
import { createJobClient } from '../src/jobs/create-job-client.ts'
import { openKeyFile } from '../src/keys/key-file.ts'
import { openKeyStore } from '../src/keys/key-store.ts'
import { readNetwork } from '../src/network/read-network.ts'

const { values } = parseArgs({
  options: {
    network: { type: 'string', default: '.network3/stack.json' },
    lease: { type: 'string' },
    'session-key': { type: 'string' },
    module: { type: 'string' },
    input: { type: 'string' },
  },
})
const { network, lease, 'session-key': sessionKeyFile, module, input } = values
if (lease === undefined || sessionKeyFile === undefined || module === undefined || input === undefined) {
  console.error(
    'Give --lease, --session-key, --module and --input; --network if it is not .network3/stack.json.',
  )
  process.exit(2)
}
const sessionKey = (await readFile(sessionKeyFile, 'utf8')).trim()
if (!isHex(sessionKey, 32)) {
  console.error(`${sessionKeyFile} does not hold a private key: 0x and 64 digits of hex.`)
  process.exit(2)
}
const { keyFolder, passphrase } = readCliEnv()
const { siteUrl, chainId, contracts } = await readNetwork(network)
const jobs = createJobClient({
  ...{ siteUrl, chainId, leaseMarket: contracts.leaseMarket, leaseId: BigInt(lease) },
  sessionKey: privateKeyToAccount(sessionKey),
  ownKey: await openKeyFile(await openKeyStore(keyFolder).read('default'), passphrase),
})

const { jobId } = await jobs.submit({
  kind: module.endsWith('.onnx') ? 'onnx' : 'wasm',
  ...{ module: await readFile(module), input: await readFile(input) },
})
console.error(`${jobId} was sent.`)
const job = await jobs.wait(jobId)
console.error(`${job.reason.code}: ${job.reason.sentence}${job.detail === null ? '' : ` (${job.detail})`}`)
for await (const text of jobs.logs(jobId)) console.error(text)
if (job.state === 'failed') process.exit(1)
const { output, receipt } = await jobs.open(jobId)
console.error(`${receipt.node} ran it in ${receipt.durationMs} ms with ${receipt.gas} gas.`)
await jobs.accept(jobId)
process.stdout.write(output)

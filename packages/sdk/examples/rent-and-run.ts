// Rents two slots, runs a program or a model on them, accepts the result, and closes what was rented.
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { tensorsFromJson, tensorsToJson } from '@network3/core/tensors/json-tensors'
import { createRenter } from '@network3/sdk/create-renter'
import { isDone, runJobs } from '@network3/sdk/jobs/run-jobs'
import { ensureKey } from '@network3/sdk/keys/ensure-key'
import { askNetwork } from '@network3/sdk/network/network'
import { openSessionKeys } from '@network3/sdk/sessions/session-key-folder'
import { openWallet } from '@network3/sdk/wallet/open-wallet'

const { N3_URL: siteUrl = 'http://localhost:3000', N3_PASSPHRASE: passphrase } = process.env
const home = process.env.N3_HOME ?? join(homedir(), '.n3')
const [path = '', inputPath = ''] = process.argv.slice(2)
const kind = path.endsWith('.onnx') ? 'onnx' : 'wasm'

// Your wallet, as `n3 wallet create` keeps it (or any LocalAccount of viem): it pays. It signs one transaction, and once
// for the key that seals and opens.
const account = await openWallet(home, passphrase)
const renter = createRenter({
  siteUrl,
  account,
  // Keys of leases sign jobs and vouchers. Kept in files, so that what was rented is not lost with this program.
  sessionKeys: openSessionKeys(`${home}/sessions`, passphrase),
  // Made at the first run, and renewed each day.
  ownKey: () =>
    ensureKey({
      folder: `${home}/keys`,
      passphrase,
      account: async () => account,
      network: () => askNetwork({ siteUrl }),
    }),
})

// Two slots for two minutes, from operators whose nodes run such jobs now, for at most 2 N3. Nothing is paid yet.
const quote = await renter.quoteFor(kind, {
  spec: { slots: 2 },
  want: { units: 240n },
  budgetWei: 2n * 10n ** 18n,
})
const { leases } = await renter.rent(quote)

const input = await readFile(inputPath)
const job = {
  kind,
  module: await readFile(path),
  input: kind === 'onnx' ? tensorsFromJson(input.toString()) : input,
} as const
const clients = await Promise.all(leases.map(({ leaseId }) => renter.jobs(BigInt(leaseId))))

// One job or thousands, a few under way at a time. Each result is opened and checked here, and then paid for.
for await (const outcome of runJobs({ clients, jobs: [job] })) {
  if (!isDone(outcome)) throw outcome.error
  process.stdout.write(kind === 'onnx' ? tensorsToJson(outcome.output) : outcome.output)
}

for (const { leaseId } of leases) await renter.leases.close(BigInt(leaseId))

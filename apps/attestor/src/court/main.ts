import { connectChain } from '@network3/chain/chain-reader'
import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { parseN3 } from '@network3/core/parse-n3'
import { parseReceiptsFile } from '@network3/core/receipts-file'
import { readVerifyEnv } from '../verify/verify-env.ts'
import { verifyEpoch } from '../verify/verify-epoch.ts'
import { proposeSlashing } from './propose-slashing.ts'

/**
 * `npm run court:review -- <epoch> [N3 to slash for each, default 100]`: computes a posted epoch again, works every
 * check of it out again, and prints a proposal, as a line of JSON, for each answer that a node signed and that is wrong.
 * Exit code 0: read through, 1: the epoch is not what was posted, 2: it could not be told.
 */
async function main(): Promise<number> {
  const [number = '', amount = '100'] = process.argv.slice(2)
  if (!/^[1-9]\d{0,14}$/.test(number)) {
    process.stderr.write('Which epoch? npm run court:review -- 12\n')
    return 2
  }
  const assetsWei = parseN3(amount)
  const { rpcUrl, chainId, deploymentFile, receiptsUrl, epochFilesUrl } = readVerifyEnv()
  const deployment = await loadDeployment({
    chainId,
    ...(deploymentFile === undefined ? {} : { file: deploymentFile }),
  })
  const chain = connectChain(rpcUrl, deployment)
  const sources = { chain, receiptsUrl, epochFilesUrls: [epochFilesUrl] }
  const { isEqual, difference, file, receipts } = await verifyEpoch(sources, BigInt(number))
  if (!isEqual) {
    process.stderr.write(`Epoch ${number} is not what was posted (${difference}): nobody is judged by it.\n`)
    return 1
  }
  const { staking } = deployment.contracts
  const proposals =
    receipts === null ? [] : proposeSlashing(file, parseReceiptsFile(receipts), { staking, assetsWei })
  for (const proposal of proposals) process.stdout.write(`${JSON.stringify(proposal)}\n`)
  const checks = file.nodes.length
  process.stderr.write(
    `Epoch ${number}: ${checks} nodes, ${proposals.length} of their answers proven wrong${proposals.length === 0 ? '.' : ': the court may schedule each call.'}\n`,
  )
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${toAppError(error).message}\n`)
  process.exitCode = 2
}

import { connectChain } from '@network3/chain/chain-reader'
import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { readVerifyEnv } from './verify-env.ts'
import { verifyEpoch } from './verify-epoch.ts'

/** `npm run epoch:verify -- <epoch>`. Exit code 0: equal, 1: not, 2: it could not be told. */
async function main(): Promise<number> {
  const [number = ''] = process.argv.slice(2)
  if (!/^[1-9]\d{0,14}$/.test(number)) {
    process.stderr.write('Which epoch? npm run epoch:verify -- 12\n')
    return 2
  }
  const { rpcUrl, chainId, deploymentFile: file, receiptsUrl, epochFilesUrl } = readVerifyEnv()
  const deployment = await loadDeployment({ chainId, ...(file === undefined ? {} : { file }) })
  const chain = connectChain(rpcUrl, deployment)
  const epochFilesUrls = [epochFilesUrl]
  const {
    isEqual,
    difference,
    file: epoch,
    refused,
  } = await verifyEpoch({ chain, receiptsUrl, epochFilesUrls }, BigInt(number))
  const earning = epoch.nodes.filter(({ amountWei }) => amountWei !== '0').length
  const facts = `${epoch.nodes.length} nodes, ${earning} of them earned, ${refused} receipts refused`
  process.stdout.write(
    isEqual
      ? `Epoch ${number} is equal (${facts}).\n`
      : `Epoch ${number} differs. First difference: ${difference}\n`,
  )
  return isEqual ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${toAppError(error).message}\n`)
  process.exitCode = 2
}

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { deploymentFileOf } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { type DeployOptions, deployContracts } from './deploy-contracts.ts'
import { readDeployEnv } from './env.ts'

/** `npm run deploy -w @network3/contracts`: deploys by the environment and writes the deployment record. */
async function deploy(): Promise<void> {
  const env = readDeployEnv()
  const roles: NonNullable<DeployOptions['roles']> = {}
  if (env.ADMIN_ADDRESS !== undefined) roles.admin = env.ADMIN_ADDRESS
  if (env.COURT_ADDRESS !== undefined) roles.court = env.COURT_ADDRESS
  if (env.GUARDIAN_ADDRESS !== undefined) roles.guardian = env.GUARDIAN_ADDRESS
  if (env.BRIDGE_ADDRESS !== undefined) roles.bridge = env.BRIDGE_ADDRESS
  const deployment = await deployContracts({
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    privateKey: env.DEPLOYER_PRIVATE_KEY,
    profile: env.DEPLOY_PROFILE,
    attestors: env.ATTESTORS,
    recipients: env.GENESIS_RECIPIENTS,
    roles,
  })
  const file = env.DEPLOYMENT_FILE ?? deploymentFileOf(env.CHAIN_ID)
  await mkdir(dirname(file), { recursive: true })
  // Renamed into place, so that no reader ever sees half a record.
  await writeFile(`${file}.tmp`, `${JSON.stringify(deployment, undefined, 2)}\n`)
  await rename(`${file}.tmp`, file)
  console.log(`Deployed on chain ${deployment.chainId} from block ${deployment.deploymentBlock}: ${file}`)
}

try {
  await deploy()
} catch (error) {
  console.error(toAppError(error).message)
  process.exitCode = 1
}

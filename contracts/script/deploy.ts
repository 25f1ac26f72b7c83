import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { contractNames } from '@network3/chain/deployment'
import { deploymentFileOf } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { type DeployOptions, deployContracts } from './deploy-contracts.ts'
import { readDeployEnv } from './env.ts'

/** `npm run deploy -w @network3/contracts`: deploys by the environment and writes the deployment record. */
async function deploy(): Promise<void> {
  const env = readDeployEnv()
  const named = {
    admin: env.ADMIN_ADDRESS,
    court: env.COURT_ADDRESS,
    guardian: env.GUARDIAN_ADDRESS,
    bridge: env.BRIDGE_ADDRESS,
    fulfiller: env.FULFILLER_ADDRESS,
    merchant: env.MERCHANT_ADDRESS,
    directory: env.DIRECTORY_ADDRESS,
  }
  const roles: NonNullable<DeployOptions['roles']> = Object.fromEntries(
    Object.entries(named).filter(([, holder]) => holder !== undefined),
  )
  const deployment = await deployContracts({
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    privateKey: env.DEPLOYER_PRIVATE_KEY,
    profile: env.DEPLOY_PROFILE,
    attestors: env.ATTESTORS,
    recipients: env.GENESIS_RECIPIENTS,
    roles,
    ...(env.TREASURY_ADDRESS === undefined ? {} : { treasury: env.TREASURY_ADDRESS }),
  })
  const file = env.DEPLOYMENT_FILE ?? deploymentFileOf(env.CHAIN_ID)
  await mkdir(dirname(file), { recursive: true })
  // Renamed into place, so that no reader ever sees half a record.
  await writeFile(`${file}.tmp`, `${JSON.stringify(deployment, undefined, 2)}\n`)
  await rename(`${file}.tmp`, file)
  console.log(
    `On chain ${deployment.chainId} from block ${deployment.deploymentBlock}, profile ${deployment.profile}:`,
  )
  for (const name of contractNames) console.log(`  ${name.padEnd(14)}${deployment.contracts[name]}`)
  console.log(`Roles and parameters are as in the profile. Record: ${file}`)
}

try {
  await deploy()
} catch (error) {
  console.error(toAppError(error).message)
  process.exitCode = 1
}

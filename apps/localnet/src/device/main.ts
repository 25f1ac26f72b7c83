import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadDeployment } from '@network3/chain/load-deployment'
import { checksumAddress, parseAddress } from '@network3/core/address'
import { AppError, toAppError } from '@network3/core/app-error'
import encodeQr from 'qr'
import { createPublicClient, http } from 'viem'
import { layOutData } from '../data/data-layout.ts'
import { readStackFile } from '../data/read-stack-file.ts'
import { readCallerFolder } from '../env.ts'
import { findCommitment, turnDeviceOn } from './play-device.ts'

const usage = `Use it as: npm run device -- --token 7 [--owner 0xADDRESS] [--country DE] [--data-dir DIR]
Without an owner it prints the key commitment to ship the device with; with one, the activation code it shows.`
const root = resolve(import.meta.dirname, '../../../..')

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        token: { type: 'string' },
        owner: { type: 'string' },
        country: { type: 'string' },
        'data-dir': { type: 'string' },
      },
    })
    if (values.token !== undefined && /^[1-9]\d{0,11}$/.test(values.token)) {
      return { ...values, tokenId: BigInt(values.token) }
    }
  } catch (cause) {
    throw new AppError('INPUT_INVALID', usage, { cause })
  }
  throw new AppError('INPUT_INVALID', usage)
}

/** Plays the Edge device of a token on a running local stack. */
async function main(): Promise<void> {
  const values = readArguments()
  const given = values['data-dir']
  const folder = given === undefined ? resolve(root, '.network3') : resolve(readCallerFolder(), given)
  const stack = readStackFile(layOutData(folder).stack)
  const deployment = await loadDeployment({ chainId: stack.chainId, file: stack.deploymentFile })
  const client = createPublicClient({ transport: http(stack.rpcUrl) })
  const device = { client, deployment, tokenId: values.tokenId }
  if (values.owner === undefined) {
    process.stdout.write(`Ship device ${values.tokenId} with this commitment:\n${findCommitment(device)}\n`)
    return
  }
  const country = (values.country ?? 'DE').toUpperCase()
  const { code, node, expiresAt } = await turnDeviceOn(device, parseAddress(values.owner), country)
  process.stdout.write(
    `Device ${values.tokenId} will run node ${checksumAddress(node)} in ${country}. It shows:\n\n` +
      `${encodeQr(code, 'ascii', { ecc: 'low' })}\n${code}\n\n` +
      `Enter it on ${new URL(`/store/devices/${values.tokenId}#activate`, stack.webUrl)} before ${expiresAt.toISOString()}.\n`,
  )
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${toAppError(error).message}\n`)
  process.exitCode = 1
}

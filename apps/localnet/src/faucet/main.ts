import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError, toAppError } from '@network3/core/app-error'
import { formatWei } from '@network3/core/units'
import { layOutData } from '../data/data-layout.ts'
import { readStackFile } from '../data/read-stack-file.ts'
import { readCallerFolder } from '../env.ts'
import { requestGift } from './request-gift.ts'

const usage = 'Use it as: npm run faucet -- 0xADDRESS [--data-dir DIR]'
const root = resolve(import.meta.dirname, '../../../..')

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { 'data-dir': { type: 'string' } },
    allowPositionals: true,
  })
  const [address, ...more] = positionals
  if (address === undefined || more.length > 0) throw new AppError('INPUT_INVALID', usage)
  const given = values['data-dir']
  const folder = given === undefined ? resolve(root, '.network3') : resolve(readCallerFolder(), given)
  const { webUrl } = readStackFile(layOutData(folder).stack)
  const gift = await requestGift(webUrl, address)
  process.stdout.write(
    `${formatWei(gift.ethWei)} ETH to ${gift.address} in ${gift.ethTxHash}\n` +
      `${formatWei(gift.n3Wei)} N3 to ${gift.address} in ${gift.n3TxHash}\n`,
  )
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${toAppError(error).message}\n`)
  process.exitCode = 1
}

import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { Command } from 'commander'
import { encodeFunctionData } from 'viem'
import { z } from 'zod'
import { count, hex } from '../../renting/market-answers.ts'
import { callSite, type Site } from '../../site/call-site.ts'
import { sendCalls } from '../../wallet/send-calls.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { print, tableOf } from '../output.ts'

const vouchersAnswer = z.object({
  items: z.array(z.object({ leaseId: count, cumulativeUnits: count, redeemedUnits: count, signature: hex })),
  nextCursor: z.string().nullable(),
})
type Voucher = z.infer<typeof vouchersAnswer>['items'][number]

/** Vouchers that one transaction redeems. */
const BATCH = 50

/** `n3 redeem`: what renters signed for, paid out to the operator; anybody may send it. */
export function redeemCommand(): Command {
  return withCommon(new Command('redeem'))
    .description('pay out the vouchers that renters gave you: each pays its operator, whoever sends it')
    .option('--operator <address>', 'those of another operator')
    .option('--dry-run', 'only show them')
    .action(async (flags: CommonFlags & { operator?: string; dryRun?: true }) => {
      const cli = openCli(flags)
      const wallet = await cli.wallet()
      const vouchers = await findVouchers(await cli.site(), flags.operator ?? wallet.address)
      const network = await cli.network()
      const txHashes: string[] = []
      for (let at = 0; at < vouchers.length && flags.dryRun !== true; at += BATCH) {
        const batch = vouchers.slice(at, at + BATCH).map(({ leaseId, cumulativeUnits, signature }) => ({
          ...{ leaseId: BigInt(leaseId), cumulativeUnits: BigInt(cumulativeUnits), signature },
        }))
        const data = encodeFunctionData({ abi: leaseMarketAbi, functionName: 'redeemMany', args: [batch] })
        const receipts = await sendCalls(network, wallet, [{ to: network.contracts.leaseMarket, data }])
        txHashes.push(...receipts.map(({ transactionHash }) => transactionHash))
      }
      print(cli, { vouchers, txHashes }, () => describe(vouchers, txHashes))
    })
}

async function findVouchers(site: Site, operator: string): Promise<Voucher[]> {
  const vouchers: Voucher[] = []
  let cursor: string | null = null
  do {
    const input = { operator, limit: 100, ...(cursor === null ? {} : { cursor }) }
    const call = {
      ...site,
      path: 'leases.findVouchers',
      kind: 'query',
      input,
      answer: vouchersAnswer,
    } as const
    const page: z.infer<typeof vouchersAnswer> = await callSite(call)
    vouchers.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return vouchers
}

function describe(vouchers: readonly Voucher[], txHashes: readonly string[]): string {
  if (vouchers.length === 0) return 'No voucher pays anything new.'
  const rows = vouchers.map(({ leaseId, cumulativeUnits, redeemedUnits }) => [
    ...[leaseId, cumulativeUnits, String(BigInt(cumulativeUnits) - BigInt(redeemedUnits))],
  ])
  return [
    tableOf(['lease', 'units in all', 'of them new'], rows),
    ...txHashes.map((hash) => `redeemed by ${hash}`),
  ].join('\n')
}

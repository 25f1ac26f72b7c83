import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { type Offer, offerTypedData } from '@network3/chain/lease-typed-data'
import { AppError } from '@network3/core/app-error'
import { offerKinds } from '@network3/core/lease-state'
import { Command, Option } from 'commander'
import { type Address, encodeFunctionData, keccak256, stringToHex } from 'viem'
import { z } from 'zod'
import { count, signedOfferAnswer } from '../../renting/market-answers.ts'
import { createMarketClient } from '../../renting/market-client.ts'
import { callSite } from '../../site/call-site.ts'
import { sendCalls } from '../../wallet/send-calls.ts'
import { type Cli, type CommonFlags, openCli, withCommon } from '../context.ts'
import { print } from '../output.ts'
import { parseAmount, parseCount, parseUnits } from '../parse-option.ts'
import { describeOffers } from './offers.ts'

type PublishFlags = CommonFlags & {
  kind: (typeof offerKinds)[number]
  price: bigint
  slots: number
  minUnits: bigint
  maxUnits: bigint
  maxSeconds: number
  days: number
  spec: string
  nonce?: bigint
}

/** `n3 offer`: what an operator lends, by signature alone. */
export function offerCommand(): Command {
  return new Command('offer')
    .description('lend what your nodes have: publish an offer, or withdraw it')
    .addCommand(publishCommand())
    .addCommand(withdrawCommand())
}

function publishCommand(): Command {
  return withCommon(new Command('publish'))
    .description('sign an offer and list it; it costs no gas')
    .addOption(new Option('--kind <kind>', 'what is lent').choices(offerKinds).default('compute'))
    .requiredOption('--price <N3>', 'for one unit: node-second, MiB or licence', parseAmount)
    .requiredOption('--max-units <n>', 'sold in all', parseUnits)
    .option('--slots <n>', 'rented out at one time', parseCount, 1)
    .option('--min-units <n>', 'due for each slot even if unused', parseUnits, 1n)
    .option('--max-seconds <n>', 'how long a lease runs', parseCount, 3_600)
    .option('--days <n>', 'how long the offer is good', parseCount, 30)
    .option('--spec <text>', 'what the hardware is: its hash goes into the offer', '')
    .option('--nonce <n>', 'by which it is withdrawn; default: the next one that is free', parseUnits)
    .action(async (flags: PublishFlags) => {
      const cli = openCli(flags)
      const offer = await offerOf(cli, flags)
      const { chainId, contracts } = await cli.network()
      const wallet = await cli.wallet()
      const signature = await wallet.signTypedData(offerTypedData(chainId, contracts.leaseMarket, offer))
      const { kind, pricePerUnit, maxDuration, minUnits, maxUnits, validUntil, nonce, ...rest } = offer
      const input = {
        ...{ ...rest, kind: offerKinds[kind], pricePerUnitWei: String(pricePerUnit), signature },
        ...{ minUnits: String(minUnits), maxUnits: String(maxUnits), maxDurationSeconds: maxDuration },
        ...{ validUntil: Number(validUntil), nonce: String(nonce) },
      }
      const answer = z.object({ isNew: z.boolean(), offer: signedOfferAnswer })
      const call = { path: 'offers.publish', kind: 'mutation', input, answer } as const
      const published = await callSite({ ...(await cli.site()), ...call })
      print(cli, published, () => describeOffers([published.offer]))
    })
}

async function offerOf(cli: Cli, flags: PublishFlags): Promise<Offer> {
  const { address } = await cli.wallet()
  const now = BigInt(Math.floor(Date.now() / 1000))
  return {
    ...{
      operator: address,
      kind: offerKinds.indexOf(flags.kind),
      specHash: keccak256(stringToHex(flags.spec)),
    },
    ...{ pricePerUnit: flags.price, slots: flags.slots, minUnits: flags.minUnits, maxUnits: flags.maxUnits },
    ...{ maxDuration: flags.maxSeconds, validUntil: now + BigInt(flags.days) * 86_400n },
    nonce: flags.nonce ?? (await nextNonce(cli, address, flags)),
  }
}

const templateAnswer = z.object({ publish: z.object({ nonce: count }) })

/** The lowest that none of its offers has, and that was never withdrawn. */
async function nextNonce(
  cli: Cli,
  operator: Address,
  { kind, price, maxUnits }: PublishFlags,
): Promise<bigint> {
  const input = { operator, kind, pricePerUnitWei: String(price), maxUnits: String(maxUnits) }
  const call = { path: 'offers.getTemplate', kind: 'query', input, answer: templateAnswer } as const
  const { publish } = await callSite({ ...(await cli.site()), ...call })
  return BigInt(publish.nonce)
}

function withdrawCommand(): Command {
  return withCommon(new Command('withdraw'))
    .description('withdraw an offer on chain; leases already open go on')
    .argument('<offer>', 'its id')
    .action(async (offerId: string, flags: CommonFlags) => {
      const cli = openCli(flags)
      const { nonce, operator } = await createMarketClient(await cli.site()).get(offerId)
      const wallet = await cli.wallet()
      if (operator.toLowerCase() !== wallet.address.toLowerCase()) {
        throw new AppError('FORBIDDEN', `This offer is ${operator}’s: only that wallet can withdraw it.`)
      }
      const network = await cli.network()
      const args = [BigInt(nonce)] as const
      const data = encodeFunctionData({ abi: leaseMarketAbi, functionName: 'cancelOffer', args })
      const [receipt] = await sendCalls(network, wallet, [{ to: network.contracts.leaseMarket, data }])
      const txHash = receipt?.transactionHash
      print(
        cli,
        { offerId, nonce, txHash },
        () => `Withdrawn, with every other offer of nonce ${nonce} (${txHash}).`,
      )
    })
}

import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { AppError } from '@network3/core/app-error'
import { isHex } from '@network3/core/hex'
import { Command } from 'commander'
import { type Address, formatEther, type Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { z } from 'zod'
import { callSite } from '../../site/call-site.ts'
import { walletPathOf } from '../../wallet/open-wallet.ts'
import { writeSecretKey } from '../../wallet/secret-key-file.ts'
import { readChain } from '../../wallet/send-calls.ts'
import { type Cli, type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print } from '../output.ts'
import { say } from '../terminal.ts'

type WalletFlags = CommonFlags & { faucet?: true; unprotected?: true }

/** `n3 wallet`: a key of your own that pays. */
export function walletCommand(): Command {
  return new Command('wallet')
    .description('the wallet that pays: create, import, show')
    .addCommand(createCommand())
    .addCommand(importCommand())
    .addCommand(showCommand(), { isDefault: true })
}

const faucetOption = ['--faucet', 'on a local chain: ask for 1 ETH and 1,000 N3 first'] as const
const unprotectedOption = ['--unprotected', 'keep it without a passphrase (N3_PASSPHRASE)'] as const

function createCommand(): Command {
  return withCommon(new Command('create'))
    .description('make a wallet and keep it on this machine, under N3_PASSPHRASE')
    .option(...unprotectedOption)
    .option(...faucetOption)
    .action(async (flags: WalletFlags) => keepWallet(generatePrivateKey(), flags))
}

function importCommand(): Command {
  return withCommon(new Command('import'))
    .description('keep a wallet you have: its private key from N3_PRIVATE_KEY, or from stdin')
    .option(...unprotectedOption)
    .option(...faucetOption)
    .action(async (flags: WalletFlags) => {
      const { privateKey } = openCli(flags).env
      await keepWallet(privateKey ?? (await readKey()), flags)
    })
}

async function readKey(): Promise<Hex> {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  const key = text.trim()
  if (isHex(key, 32)) return key
  throw new AppError(
    'INPUT_INVALID',
    'A private key is 0x and 64 hex digits: pipe it in, or set N3_PRIVATE_KEY.',
  )
}

async function keepWallet(privateKey: Hex, flags: WalletFlags): Promise<void> {
  const { env } = openCli(flags)
  if (env.passphrase === undefined && flags.unprotected !== true) {
    throw new AppError('PASSPHRASE_MISSING', 'Set N3_PASSPHRASE to protect the wallet, or say --unprotected.')
  }
  await writeSecretKey(walletPathOf(env.home), privateKey, env.passphrase)
  say(`kept in ${walletPathOf(env.home)}`)
  await show(flags)
}

function showCommand(): Command {
  return withCommon(new Command('show'))
    .description('its address and what it holds')
    .option(...faucetOption)
    .action(show)
}

async function show(flags: WalletFlags): Promise<void> {
  const cli = openCli(flags)
  const address = await cli.address()
  if (flags.faucet === true) await askFaucet(cli, address)
  const { ethWei, n3Wei, chainId } = await readBalances(cli, address)
  print(cli, { address, chainId, ethWei: String(ethWei), n3Wei: String(n3Wei) }, () =>
    [`${address} on chain ${chainId}`, `  ${n3Of(n3Wei)}`, `  ${formatEther(ethWei)} ETH`].join('\n'),
  )
}

async function readBalances(cli: Cli, address: Address) {
  const network = await cli.network()
  const chain = readChain(network)
  const token = { abi: n3TokenAbi, address: network.contracts.n3Token, functionName: 'balanceOf' } as const
  const [ethWei, n3Wei] = await Promise.all([
    chain.getBalance({ address }),
    chain.readContract({ ...token, args: [address] }),
  ]).catch((cause: unknown) => {
    throw new AppError('RPC_UNREACHABLE', `No chain answers at ${network.rpcUrl}.`, { cause })
  })
  return { ethWei, n3Wei, chainId: network.chainId }
}

const txHash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const giftAnswer = z.object({ ethTxHash: txHash, n3TxHash: txHash })

async function askFaucet(cli: Cli, address: Address): Promise<void> {
  const input = { address, idempotencyKey: crypto.randomUUID() }
  const call = { path: 'faucet.request', kind: 'mutation', input, answer: giftAnswer } as const
  const { ethTxHash, n3TxHash } = await callSite({ ...(await cli.site()), ...call })
  const chain = readChain(await cli.network())
  await Promise.all([ethTxHash, n3TxHash].map((hash) => chain.waitForTransactionReceipt({ hash })))
  say('the faucet gave 1 ETH and 1,000 N3')
}

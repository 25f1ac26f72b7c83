import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { writePrivate } from '../../files/write-private.ts'
import { startSidecar } from '../../serve/start-sidecar.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { print } from '../output.ts'
import { parseAmount, parsePort } from '../parse-option.ts'
import { say } from '../terminal.ts'

const DEFAULT_PORT = 4633

type ServeFlags = CommonFlags & { port: number; maxSpend: bigint; tokenFile?: string }

/** `n3 serve`: whole jobs over plain HTTP, on this machine only. */
export function serveCommand(): Command {
  return withCommon(new Command('serve'))
    .description('a sidecar on 127.0.0.1 that seals, opens and signs, for curl and any language')
    .option('-p, --port <port>', 'where it listens; 0 takes any', parsePort, DEFAULT_PORT)
    .option(
      '--max-spend <N3>',
      'what it may pay for leases in all; without it, it cannot rent',
      parseAmount,
      0n,
    )
    .option('--token-file <file>', 'where its token is kept (0600) while it runs; default ~/.n3/serve.token')
    .action(async (flags: ServeFlags) => {
      const cli = openCli(flags)
      const renter = await cli.renter()
      // A passphrase that is missing or wrong shows now, not at the first job.
      await cli.ownKey()
      const token = randomBytes(32).toString('base64url')
      const { port, maxSpend: maxSpendWei } = flags
      const sidecar = await startSidecar({ site: await cli.site(), renter, token, port, maxSpendWei })
      const tokenFile = flags.tokenFile ?? join(cli.env.home, 'serve.token')
      await writePrivate(tokenFile, token, { replace: true })
      print(cli, { url: sidecar.url, tokenFile }, () => `${sidecar.url}, with the token in ${tokenFile}`)
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      })
      await rm(tokenFile, { force: true })
      await sidecar.stop()
      say('stopped')
    })
}

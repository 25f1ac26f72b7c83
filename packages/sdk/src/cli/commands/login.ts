import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { signIn, signOut } from '../../access/sign-in.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { readCredentials, writeCredentials } from '../credentials.ts'
import { print } from '../output.ts'

/** `n3 login`: a session for what needs one (API keys, webhooks, usage), or an API key that is kept. */
export function loginCommand(): Command {
  return withCommon(new Command('login'))
    .description('sign in with your wallet; renting and running need no login')
    .option('--api-key', 'keep the API key in N3_API_KEY instead, and send it with every call')
    .action(async (flags: CommonFlags & { apiKey?: true }) => {
      const cli = openCli(flags)
      const { siteUrl, onCall } = await cli.site()
      const { home } = cli.env
      const kept = await readCredentials(home, siteUrl)
      if (flags.apiKey === true) {
        const { apiKey } = cli.env
        if (apiKey === undefined) throw new AppError('INPUT_INVALID', 'Which key? Set N3_API_KEY to it.')
        await writeCredentials(home, siteUrl, { ...kept, apiKey })
        return print(cli, { siteUrl }, () => `The key is kept for ${siteUrl}.`)
      }
      const { cookie, account, expiresAt } = await signIn({ siteUrl, onCall }, await cli.wallet())
      await writeCredentials(home, siteUrl, { ...kept, cookie, account, expiresAt })
      print(
        cli,
        { siteUrl, account, expiresAt },
        () => `Signed in to ${siteUrl} as ${account}, until ${expiresAt}.`,
      )
    })
}

export function logoutCommand(): Command {
  return withCommon(new Command('logout'))
    .description('end the session, and forget what was kept for this site')
    .action(async (flags: CommonFlags) => {
      const cli = openCli(flags)
      const site = await cli.site()
      if (site.cookie !== undefined) await signOut({ ...site, apiKey: undefined })
      await writeCredentials(cli.env.home, site.siteUrl)
      print(cli, { siteUrl: site.siteUrl }, () => `Nothing is kept for ${site.siteUrl} any more.`)
    })
}

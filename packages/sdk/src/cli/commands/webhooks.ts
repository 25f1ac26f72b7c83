import { AppError } from '@network3/core/app-error'
import { Command, Option } from 'commander'
import { createWebhookClient, type Delivery, type Webhook, webhookEventNames } from '../../access/webhooks.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { print, tableOf } from '../output.ts'
import { say } from '../terminal.ts'

/** `n3 webhooks`: where the site tells your programs what happened. */
export function webhooksCommand(): Command {
  return new Command('webhooks')
    .description('have a URL told what happens: create, list, revoke, rotate, test, deliveries, replay')
    .addCommand(createCommand())
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(oneCommand('revoke', 'end it', ({ webhookId }) => `${webhookId} is revoked.`, 'revoke'))
    .addCommand(rotateCommand())
    .addCommand(testCommand())
    .addCommand(deliveriesCommand())
    .addCommand(replayCommand())
}

async function openClient(flags: CommonFlags) {
  const cli = openCli(flags)
  const site = await cli.site()
  if (site.cookie === undefined && site.apiKey === undefined) {
    throw new AppError('KEY_REQUIRED', 'Run `n3 login` first, or set N3_API_KEY to a key that may webhooks.')
  }
  return { cli, client: createWebhookClient(site) }
}

const eventOption = () =>
  new Option('-e, --event <event...>', 'what to tell').choices(webhookEventNames).makeOptionMandatory()

function createCommand(): Command {
  return withCommon(new Command('create'))
    .description('have a URL told; its secret is shown once')
    .argument('<url>', 'https, on the public internet; on a local network http://localhost:<port> too')
    .addOption(eventOption())
    .option('--description <text>', 'what it is for', '')
    .action(async (url: string, flags: CommonFlags & { event: string[]; description: string }) => {
      const { cli, client } = await openClient(flags)
      const made = await client.create({ url, events: flags.event, description: flags.description })
      print(cli, made, () => made.secret)
      say(`${made.webhookId}. The secret verifies what is sent (Standard Webhooks); it is not shown again.`)
    })
}

function listCommand(): Command {
  return withCommon(new Command('list'))
    .description('your webhooks')
    .action(async (flags: CommonFlags) => {
      const { cli, client } = await openClient(flags)
      const { items } = await client.find()
      print(cli, items, () => describe(items))
    })
}

function describe(webhooks: readonly Webhook[]): string {
  if (webhooks.length === 0) return 'No webhooks. `n3 webhooks create <url> --event job.returned` makes one.'
  return tableOf(
    ['webhook', 'url', 'events', 'state', 'last taken', 'why'],
    webhooks.map((one) => [
      ...[one.webhookId, one.url, one.events.join(' '), one.state],
      ...[one.lastSuccessAt?.slice(0, 19) ?? 'never', one.reason.sentence],
    ]),
  )
}

function oneCommand(
  name: string,
  description: string,
  says: (webhook: Webhook) => string,
  method: 'revoke',
): Command {
  return withCommon(new Command(name))
    .description(description)
    .argument('<webhook>', 'webhook_…')
    .action(async (webhookId: string, flags: CommonFlags) => {
      const { cli, client } = await openClient(flags)
      const webhook = await client[method](webhookId)
      print(cli, webhook, () => says(webhook))
    })
}

function rotateCommand(): Command {
  return withCommon(new Command('rotate'))
    .description('a new secret; the old one signs as well for a day')
    .argument('<webhook>', 'webhook_…')
    .action(async (webhookId: string, flags: CommonFlags) => {
      const { cli, client } = await openClient(flags)
      const rotated = await client.rotateSecret(webhookId)
      print(cli, rotated, () => rotated.secret)
    })
}

function testCommand(): Command {
  return withCommon(new Command('test'))
    .description('send a test event')
    .argument('<webhook>', 'webhook_…')
    .action(async (webhookId: string, flags: CommonFlags) => {
      const { cli, client } = await openClient(flags)
      const sent = await client.sendTest(webhookId)
      print(cli, sent, () => `${sent.deliveryId} is on its way: n3 webhooks deliveries ${webhookId}`)
    })
}

function deliveriesCommand(): Command {
  return withCommon(new Command('deliveries'))
    .description('what was sent, and what became of it')
    .argument('<webhook>', 'webhook_…')
    .addOption(new Option('--state <state>', 'in one state').choices(['pending', 'delivered', 'failed']))
    .action(async (webhookId: string, flags: CommonFlags & { state?: Delivery['state'] }) => {
      const { cli, client } = await openClient(flags)
      const { items } = await client.findDeliveries({ webhookId, state: flags.state, limit: 50 })
      print(cli, items, () =>
        items.length === 0
          ? 'Nothing was sent.'
          : tableOf(
              ['delivery', 'event', 'state', 'attempts', 'made', 'why'],
              items.map((one) => [
                ...[one.deliveryId, one.type, one.state, String(one.attempts), one.createdAt.slice(0, 19)],
                one.reason.sentence,
              ]),
            ),
      )
    })
}

function replayCommand(): Command {
  return withCommon(new Command('replay'))
    .description('send again: one delivery, or all that failed since a time')
    .argument('<webhook>', 'webhook_…')
    .option('--delivery <delivery>', 'delivery_…')
    .option('--failed-since <time>', 'an ISO time')
    .action(async (webhookId: string, flags: CommonFlags & { delivery?: string; failedSince?: string }) => {
      const { cli, client } = await openClient(flags)
      const { delivery: deliveryId, failedSince } = flags
      if ((deliveryId === undefined) === (failedSince === undefined)) {
        throw new AppError('INPUT_INVALID', 'Give --delivery or --failed-since.')
      }
      const which = deliveryId === undefined ? { failedSince: failedSince ?? '' } : { deliveryId }
      const { deliveryIds } = await client.replay({ webhookId, ...which })
      print(cli, { deliveryIds }, () => `${deliveryIds.length} are sent again.`)
    })
}

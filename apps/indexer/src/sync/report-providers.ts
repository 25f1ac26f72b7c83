import { addDisagreements, resolveDisagreements, setProviders } from '@network3/db/write/provider-reports'
import type { SyncContext } from './sync-context.ts'

/** Writes down what providers showed since the last time, for /status. */
export async function reportProviders({ watch, writer, logger }: SyncContext): Promise<void> {
  const report = watch.report()
  if (report === undefined) return
  const { providers, disagreements, agreedTo } = report
  const resolved = await writer.transaction(async (tx) => {
    await setProviders(tx, providers)
    await addDisagreements(tx, disagreements)
    return agreedTo === undefined ? 0 : resolveDisagreements(tx, agreedTo)
  })
  if (resolved > 0) logger.info({ resolved, agreedTo: String(agreedTo) }, 'providers agree again')
}

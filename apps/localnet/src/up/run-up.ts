import { describeStack } from '../cli/describe-stack.ts'
import { openChildRegistry } from '../data/child-registry.ts'
import { clearTheWay } from '../data/clear-the-way.ts'
import { removeStackFile, writeStackFile } from '../data/stack-file.ts'
import { createStack } from '../supervise/stack.ts'
import { watchSignals } from '../supervise/watch-signals.ts'
import { bringUp, isLocalChain } from './bring-up.ts'
import { checkGivenServers } from './check-given-servers.ts'
import {
  agentPortUses,
  attestorPortUses,
  choosePorts,
  kgcPortUses,
  type PortUse,
  preferredPorts,
} from './choose-ports.ts'
import type { UpContext } from './up-context.ts'

/**
 * Brings everything up and returns after it was stopped by a signal.
 *
 * @throws the error that kept it from coming up, or that broke it, when everything else has been stopped.
 */
export async function runUp(given: Omit<UpContext, 'ports' | 'registry' | 'stack'>): Promise<void> {
  const { args, env, layout, progress } = given
  const stack = createStack()
  const signals = watchSignals(() => {
    stack.force()
    process.exit(130)
  })
  await checkGivenServers(env)
  await clearTheWay(layout, args.reset, progress)
  const uses: PortUse[] = ['web', 'indexer', 'worker', 'gateway', 'gatewayHealth']
  if (isLocalChain(env))
    uses.push('directory', 'sponsor', ...attestorPortUses, ...agentPortUses, ...kgcPortUses)
  if (env.chain === undefined) uses.push('rpc')
  if (env.databaseUrl === undefined) uses.push('postgres')
  const ports = await choosePorts({ ...preferredPorts, web: args.webPort }, uses, progress.warn)
  const { up, settled } = bringUp({ ...given, stack, ports, registry: openChildRegistry(layout.pids) })

  const stop = async (reason: Error): Promise<void> => {
    removeStackFile(layout.stack)
    await stack.stop(reason, progress)
    await settled
  }
  try {
    const result = await Promise.race([up, stack.broken, signals.first])
    if (typeof result !== 'string') {
      writeStackFile(layout.stack, result)
      process.stdout.write(describeStack(result, { data: layout.folder, logs: layout.logs }))
      await Promise.race([stack.broken, signals.first])
    }
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error))
    progress.warn('Something failed: stopping what is up.')
    await stop(cause)
    throw error
  }
  progress.tell('stopping (Ctrl-C again to force)')
  await stop(new Error('stopped by a signal'))
}

import { AppError } from '@network3/core/app-error'
import { startAnvil } from '@network3/local-servers/start-anvil'
import { chooseDumpInterval, copyFinishedDumps, settleChainState } from '../chain/keep-chain-state.ts'
import { turnLogOver } from '../supervise/launch-child.ts'
import type { ServerContext } from './up-context.ts'

export const localChainId = 31337

/** Starts the chain from its last whole dump; when it dies, the stack stops. Returns its RPC URL. */
export async function startChain({
  layout,
  ports,
  stack,
  registry,
  progress,
}: ServerContext): Promise<string> {
  const files = { state: layout.chainState, copy: layout.chainStateCopy }
  const origin = settleChainState(files)
  if (origin === 'copy') {
    progress.warn('The last dump of the chain was cut short: it goes on from the one before.')
  }
  if (origin === 'nothing-readable') {
    progress.warn(`No dump of the chain can be read (put aside in ${layout.anvil}): a new chain begins.`)
  }
  const logFile = layout.logOf('anvil')
  turnLogOver(logFile)
  const chain = await startAnvil({
    port: ports.rpc,
    chainId: localChainId,
    blockTime: 1,
    // `safe` is 4 blocks behind the head and `finalized` 8: late enough to be seen, soon enough to wait for.
    slotsInEpoch: 4,
    stateFile: files.state,
    stateIntervalSeconds: chooseDumpInterval(files.state),
    logFile,
  })
  registry.add('chain', chain.identity)
  const stopCopying = copyFinishedDumps(files)
  let stopping = false
  await stack.add({
    name: 'chain',
    stop: async () => {
      stopping = true
      stopCopying()
      await chain.stop()
      registry.remove(chain.identity)
    },
    force: () => process.kill(chain.pid, 'SIGKILL'),
  })
  chain.exited.then(() => {
    stopCopying()
    if (!stopping) stack.fail(new AppError('PROCESS_FAILED', `The chain ended by itself: see ${logFile}.`))
  })
  return chain.rpcUrl
}

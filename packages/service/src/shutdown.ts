import type { Logger } from './logger.ts'

export type Shutdown = {
  /** Aborted when shutdown begins: loops end at their next safe point. */
  signal: AbortSignal
  /** Adds a step. Steps run one after the other, the last added first, as things were opened. */
  add(name: string, close: () => Promise<void> | void): void
  /** Begins shutdown by hand; resolves when every step is done. Calling it again gives the same promise. */
  begin(reason: string, exitCode?: number): Promise<void>
}

export type ShutdownOptions = {
  logger: Logger
  /** Milliseconds for all steps together, then the process exits 1; default 30,000. */
  timeoutMs?: number
  exit?: (code: number) => void
  /** Where SIGTERM and SIGINT arrive; default: this process. */
  signals?: { once(name: 'SIGTERM' | 'SIGINT', listener: () => void): unknown }
}

/** Ends a daemon in order on SIGTERM or SIGINT, in at most 30 seconds. A step that throws does not stop the rest. */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { logger, timeoutMs = 30_000, exit = (code) => process.exit(code), signals = process } = options
  const controller = new AbortController()
  const steps: { name: string; close: () => Promise<void> | void }[] = []
  let running: Promise<void> | undefined

  const run = async (reason: string, exitCode: number) => {
    logger.info({ reason }, 'shutdown began')
    const deadline = setTimeout(() => {
      logger.error({ timeoutMs }, 'shutdown took too long, exited with work unfinished')
      exit(1)
    }, timeoutMs)
    controller.abort()
    let code = exitCode
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      const startedAt = performance.now()
      try {
        await step.close()
        logger.debug(
          { step: step.name, durationMs: Math.round(performance.now() - startedAt) },
          'step closed',
        )
      } catch (error) {
        code = 1
        logger.error({ step: step.name, err: error }, 'step failed to close')
      }
    }
    clearTimeout(deadline)
    logger.info({ code }, 'shutdown finished')
    exit(code)
  }
  const shutdown: Shutdown = {
    signal: controller.signal,
    add: (name, close) => void steps.push({ name, close }),
    begin: (reason, exitCode = 0) => {
      running ??= run(reason, exitCode)
      return running
    },
  }
  signals.once('SIGTERM', () => void shutdown.begin('SIGTERM'))
  signals.once('SIGINT', () => void shutdown.begin('SIGINT'))
  return shutdown
}

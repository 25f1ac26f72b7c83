import { type Logger as PinoLogger, pino } from 'pino'

export type Logger = PinoLogger
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/**
 * One JSON object per fact on stdout, in the past tense, durations in `durationMs`, the error under `err`.
 * Children carry an id of what they are about. Writes are synchronous: the last line before an exit is not lost.
 */
export function createLogger(name: string, level: LogLevel = 'info'): Logger {
  return pino({
    name,
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: ['*.privateKey', '*.authorization', '*.password', 'databaseUrl'], censor: '[hidden]' },
  })
}

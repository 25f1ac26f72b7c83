import { styleText } from 'node:util'

/** Where a start tells what it does: whole lines with the time since it began, no cursor games. */
export type Progress = {
  /** One fact. */
  tell(text: string): void
  /** Something the person should notice, though the start goes on. */
  warn(text: string): void
  /** Tells that `title` began and how it ended; `work` answers with what there is to say about it. */
  step<T>(title: string, work: () => Promise<T>, describe: (result: T) => string): Promise<T>
}

export type Terminal = { write(text: string): unknown; isTTY?: boolean }

/** @param now milliseconds, of any origin. */
export function createProgress(terminal: Terminal, now: () => number = () => performance.now()): Progress {
  const began = now()
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    terminal.isTTY ? styleText(format, text, { validateStream: false }) : text
  const line = (mark: string, text: string): void => {
    const at = formatSeconds(now() - began).padStart(10)
    terminal.write(`${paint('dim', at)}  ${mark} ${text}\n`)
  }
  return {
    tell: (text) => line(' ', text),
    warn: (text) => line(paint('yellow', '!'), text),
    step: async (title, work, describe) => {
      const startedAt = now()
      line(paint('dim', '…'), paint('dim', title))
      const result = await work()
      line(
        paint('green', '✓'),
        `${title}: ${describe(result)} ${paint('dim', `(${formatSeconds(now() - startedAt)})`)}`,
      )
      return result
    },
  }
}

/** 1234 ms is "1.2 s"; from a minute up, "1 min 05 s". */
export function formatSeconds(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

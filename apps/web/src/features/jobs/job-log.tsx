'use client'

import { Button } from '@network3/ui/button'
import { CodeBlock } from '@network3/ui/code-block'

type JobLogProps = { text: string | undefined; isBusy: boolean; onRead: () => void }

/** What the program wrote to its log, opened in this page. */
export function JobLog({ text, isBusy, onRead }: JobLogProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-3">
      <Button size="sm" isBusy={isBusy} onClick={onRead}>
        {text === undefined ? 'Open the log' : 'Read the log again'}
      </Button>
      {text === '' && <p className="text-ink-2 text-md">It has written nothing to its log.</p>}
      {text !== undefined && text !== '' && (
        <CodeBlock label="the log" title="log" code={text} className="max-h-96 w-full overflow-y-auto" />
      )}
    </div>
  )
}

'use client'

import { Button } from '@network3/ui/button'
import { CodeBlock } from '@network3/ui/code-block'
import { ReasonBar } from '@network3/ui/reason-bar'

/** The secret of a webhook, this once. */
export function SecretOnce({ secret, onKept }: { secret: string; onKept: () => void }) {
  return (
    <div className="grid w-full grid-cols-[minmax(0,1fr)] gap-3">
      <CodeBlock label="the secret" title="secret, shown this once" code={secret} />
      <ReasonBar
        code="SHOWN_ONCE"
        sentence="Your receiver verifies with it that what arrives was sent from here. When it is lost, rotate it."
        action={
          <Button size="sm" onClick={onKept}>
            I have kept it
          </Button>
        }
      />
    </div>
  )
}

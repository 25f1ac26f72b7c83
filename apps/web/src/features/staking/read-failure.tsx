import { Button } from '@network3/ui/button'
import { ReasonBar } from '@network3/ui/reason-bar'

type ReadFailureProps = { what: string; error: { message: string }; onRetry: () => void }

/** A list that could not be read: why, and the way to try again. */
export function ReadFailure({ what, error, onRetry }: ReadFailureProps) {
  return (
    <div role="alert">
      <ReasonBar
        tone="bad"
        code="UNAVAILABLE"
        sentence={`${what} could not be read: ${error.message}`}
        action={
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        }
      />
    </div>
  )
}

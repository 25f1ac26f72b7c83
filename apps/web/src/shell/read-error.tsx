import { ErrorState } from '@network3/ui/error-state'
import { LinkButton } from '@network3/ui/link-button'

type ReadErrorProps = { title: string; code: string; sentence: string }

/** A page, or a part of one, that could not be read. Asking again is a link to the same address. */
export function ReadError(props: ReadErrorProps) {
  return (
    <ErrorState
      {...props}
      action={
        <LinkButton size="sm" href="">
          Try again
        </LinkButton>
      }
    />
  )
}

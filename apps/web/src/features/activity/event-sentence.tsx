import { Address } from '@network3/ui/address'
import { paths } from '../../paths.ts'
import { type ActivityEvent, describeEvent } from './describe-event.ts'

/** An event in words, its operator linked. */
export function EventSentence({ event }: { event: ActivityEvent }) {
  const { actor, text, target, isOwn } = describeEvent(event)
  const linkOf = (address: string) => (address === event.operator ? paths.operator(address) : undefined)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 whitespace-normal">
      {actor && <Address value={actor} withIdenticon href={linkOf(actor)} />}
      <span className="text-ink-2">
        {text}
        {isOwn && ' itself'}
      </span>
      {target && <Address value={target} href={linkOf(target)} />}
    </span>
  )
}

import { Badge } from '@network3/ui/badge'

/** Reads are plain; what changes something is marked. */
export function Method({ method }: { method: string }) {
  return (
    <span className="inline-block w-14 shrink-0">
      <Badge tone={method === 'GET' ? 'line' : 'signal'}>{method}</Badge>
    </span>
  )
}

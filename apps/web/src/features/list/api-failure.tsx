import { ReasonBar } from '@network3/ui/reason-bar'

type ApiError = { message: string; data?: unknown; code?: unknown }

/** What the API refused: its code, its sentence, what to do next. Announced when it appears. */
export function ApiFailure({ error }: { error: ApiError | null | undefined }) {
  return (
    <div role="alert" className="w-full empty:hidden">
      {error && (
        <ReasonBar
          tone="bad"
          code={read(error.data, 'code') ?? read(error, 'code') ?? 'UNAVAILABLE'}
          sentence={[error.message, read(error.data, 'nextStep')].filter(Boolean).join(' ')}
        />
      )}
    </div>
  )
}

function read(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined
  const found = (value as Record<string, unknown>)[name]
  return typeof found === 'string' ? found : undefined
}

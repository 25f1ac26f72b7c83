import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

/**
 * A component whose code is fetched when it is first drawn, for parts that never appear in a page's HTML: what
 * opens on a click, or with a wallet. next/dynamic does this and more, for 2 kB on every page.
 */
export function lazyClient<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() }))
  return function LazyClient(props: Props) {
    return (
      <Suspense fallback={fallback}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}

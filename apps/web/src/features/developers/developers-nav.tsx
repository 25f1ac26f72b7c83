import { Segmented } from '@network3/ui/segmented'
import { developerPaths } from '../../developer-paths.ts'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

const pages = [
  { href: paths.developers, label: 'quick start' },
  { href: developerPaths.keys, label: 'API keys' },
  { href: developerPaths.webhooks, label: 'webhooks' },
  { href: developerPaths.usage, label: 'usage' },
  { href: paths.apiReference, label: 'reference' },
]

/** The parts of the developers' pages. */
export function DevelopersNav({ current }: { current: string }) {
  return (
    <div className="mb-8">
      <Segmented
        label="For developers"
        component={Link}
        segments={pages.map((page) => ({ ...page, isCurrent: page.href === current }))}
      />
    </div>
  )
}

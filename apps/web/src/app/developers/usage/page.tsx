import { PageHead } from '@network3/ui/page-head'
import { Segmented } from '@network3/ui/segmented'
import type { Metadata } from 'next'
import { developerPaths } from '../../../developer-paths.ts'
import { UsageSection } from '../../../features/developers/access/usage-section.tsx'
import { DevelopersNav } from '../../../features/developers/developers-nav.tsx'
import type { SearchParams } from '../../../features/leaderboard/operators-query.ts'
import { withQuery } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'

export const metadata: Metadata = {
  title: 'Usage',
  description: 'Calls, jobs and spend of each key, day by day.',
}

const WINDOWS = [7, 30, 90]

export default async function UsagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = Number([(await searchParams).days].flat()[0])
  const days = WINDOWS.includes(asked) ? asked : 30
  return (
    <>
      <PageHead
        title="Usage"
        actions={
          <Segmented
            label="Days shown"
            component={Link}
            segments={WINDOWS.map((window) => ({
              label: `${window} d`,
              href: withQuery(developerPaths.usage, { days: window === 30 ? undefined : String(window) }),
              isCurrent: window === days,
            }))}
          />
        }
      >
        <p>What your keys called, which jobs they had admitted, and what those could cost at most.</p>
      </PageHead>
      <DevelopersNav current={developerPaths.usage} />
      <UsageSection days={days} />
    </>
  )
}

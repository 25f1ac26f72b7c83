import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { developerPaths } from '../../../developer-paths.ts'
import { DevelopersNav } from '../../../features/developers/developers-nav.tsx'
import { webhooksRecipe } from '../../../features/developers/recipes.ts'
import { SameByProgram } from '../../../features/developers/same-by-program.tsx'
import { WebhooksSection } from '../../../features/developers/webhooks/webhooks-section.tsx'

export const metadata: Metadata = {
  title: 'Webhooks',
  description: 'Be told of jobs, leases and payments: signed, tried again, and to be replayed.',
}

export default function WebhooksPage() {
  return (
    <>
      <PageHead title="Webhooks">
        <p>
          Your server is told of what happens to your leases and jobs, signed by Standard Webhooks. What moves
          money is told once its block is final; what is lost before is taken back by a message of its own.
        </p>
      </PageHead>
      <DevelopersNav current={developerPaths.webhooks} />
      <WebhooksSection />
      <SameByProgram recipe={webhooksRecipe} className="mt-9" />
    </>
  )
}

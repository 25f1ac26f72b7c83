import { PageHead } from '@network3/ui/page-head'
import { SectionHead } from '@network3/ui/section-head'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { DevelopersNav } from '../../features/developers/developers-nav.tsx'
import { Playground } from '../../features/developers/playground.tsx'
import { QuickStart } from '../../features/developers/quick-start.tsx'
import { WhatToKnow } from '../../features/developers/what-to-know.tsx'
import { paths } from '../../paths.ts'

export const metadata: Metadata = {
  title: 'Developers',
  description:
    'Rent capacity and run sealed jobs from TypeScript, the command line, or anything that speaks HTTP.',
}

export default async function DevelopersPage() {
  const head = await headers()
  const host = head.get('host') ?? 'localhost:3000'
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
  const siteUrl = `${head.get('x-forwarded-proto') ?? (isLocal ? 'http' : 'https')}://${host}`
  return (
    <>
      <PageHead title="Developers">
        <p>
          Rent what people lend, run a model or a program on it, and read the result: nobody between you and
          the node can. No account is needed; a wallet pays, and a key of the lease signs the rest.
        </p>
      </PageHead>
      <DevelopersNav current={paths.developers} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-11 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <QuickStart siteUrl={siteUrl} isLocal={isLocal} />
        <WhatToKnow />
        <section aria-labelledby="playground" className="lg:col-span-2">
          <SectionHead
            id="playground"
            title="Ask the API"
            note="reads need no key; what comes back is what a program gets"
          />
          <Playground />
        </section>
      </div>
    </>
  )
}

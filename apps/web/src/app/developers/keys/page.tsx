import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { developerPaths } from '../../../developer-paths.ts'
import { KeysSection } from '../../../features/developers/access/keys-section.tsx'
import { DevelopersNav } from '../../../features/developers/developers-nav.tsx'
import { keysRecipe } from '../../../features/developers/recipes.ts'
import { SameByProgram } from '../../../features/developers/same-by-program.tsx'

export const metadata: Metadata = {
  title: 'API keys',
  description: 'Keys for programs, with scopes, an end, and a cap on what they may spend in a day.',
}

export default function KeysPage() {
  return (
    <>
      <PageHead title="API keys">
        <p>
          A key tells a program from others: it has limits of its own, a cap on what it may spend in a day,
          and its usage is counted. What is signed is signed all the same: a key alone moves no money.
        </p>
      </PageHead>
      <DevelopersNav current={developerPaths.keys} />
      <KeysSection />
      <SameByProgram recipe={keysRecipe} className="mt-9" />
    </>
  )
}

import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { paths } from '../paths.ts'
import { Link } from '../shell/link.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PageHead
      title="Nothing at this address"
      actions={
        <LinkButton component={Link} href={paths.operators}>
          See all operators
        </LinkButton>
      }
    >
      <p>The page does not exist, or the operator has never registered a node or opened a pool.</p>
    </PageHead>
  )
}

import { reasonOf } from '@network3/core/reasons'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

/** What follows pairing, in the order in which it happens. */
export function WhatItEarns() {
  const stages = [
    { name: 'Registered', text: 'The chain lists the node under your wallet, usually within seconds.' },
    { name: 'Online', text: reasonOf('NODE_ONLINE').sentence },
    { name: 'Verified', text: `${reasonOf('NODE_VERIFIED').sentence} Every epoch asks again.` },
    {
      name: 'Earning',
      text: 'When the epoch ends, attestors score what was measured and post it; you see each input.',
    },
  ]
  return (
    <section aria-labelledby="then">
      <SectionHead id="then" title="And then" />
      <dl className="border-line-strong border-t">
        {stages.map(({ name, text }) => (
          <div key={name} className="grid gap-1 border-line border-b py-3">
            <dt className="font-[550] text-base">{name}</dt>
            <dd className="text-ink-2 text-md">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="pt-4 text-ink-2 text-md">
        Without stake the nodes of all newcomers share one hundredth of each pool, credited as stake of their
        own. With the minimum staked on yourself it is paid out, and there is more of it.{' '}
        <Link href={paths.nodes} className="underline underline-offset-4">
          Nodes that run now
        </Link>
      </p>
    </section>
  )
}

import { PageHead } from '@network3/ui/page-head'
import { SectionHead } from '@network3/ui/section-head'
import type { Metadata } from 'next'
import { getChainConfig } from '../../config/get-chain-config.ts'
import { InstallAgent } from '../../features/run-a-node/install-agent.tsx'
import { Pairing } from '../../features/run-a-node/pairing.tsx'
import { WhatItEarns } from '../../features/run-a-node/what-it-earns.tsx'
import { NumberedStep } from '../../features/store/numbered-step.tsx'
import { TrpcProvider } from '../../trpc/provider.tsx'

export const metadata: Metadata = {
  title: 'Run a node',
  description:
    'Lend what your device has: start the agent, enter its code, sign once. No port, no gas, no key.',
}

export default async function RunANodePage() {
  const { isLocal } = await getChainConfig()
  return (
    <TrpcProvider>
      <PageHead title="Run a node">
        <p>
          Lend what a device has, and earn N3. It dials out, so no port is opened; the network pays the gas of
          its registration; and its key is made on it and never leaves it.
        </p>
      </PageHead>
      <div className="grid gap-x-16 gap-y-11 lg:grid-cols-[3fr_2fr]">
        <section aria-labelledby="pair">
          <SectionHead id="pair" title="Pair a device with your wallet" note="about two minutes" />
          <ol className="grid w-full gap-7 border-line-strong border-t pt-5">
            <NumberedStep number={1} title="Start the agent on the device">
              <InstallAgent isLocal={isLocal} />
            </NumberedStep>
            <Pairing />
          </ol>
        </section>
        <WhatItEarns />
      </div>
    </TrpcProvider>
  )
}

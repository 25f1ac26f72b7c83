import { fontFiles } from '@network3/ui/font-files'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import './globals.css'
import { ChainProvider } from '../chain/chain-provider.tsx'
import { ConnectButton } from '../chain/connect-button.tsx'
import { TransactionIsland } from '../chain/transactions/transaction-island.tsx'
import { WalletIsland } from '../chain/wallet-island.tsx'
import { getChainConfig } from '../config/get-chain-config.ts'
import { parseTheme, THEME_COOKIE, themeAttribute } from '../config/theme.ts'
import { Footer } from '../shell/footer.tsx'
import { Header } from '../shell/header.tsx'
import { readTip } from '../shell/read-tip.ts'
import { TipIndicator } from '../shell/tip-indicator.tsx'

export const metadata: Metadata = {
  title: { default: 'Network3', template: '%s · Network3' },
  description:
    'People lend computing power, bandwidth and data. What they earn is public, and anyone can recompute it.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f5f1' },
    { media: '(prefers-color-scheme: dark)', color: '#0e100d' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, chain, tip] = await Promise.all([cookies(), getChainConfig(), readTip()])
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value)
  return (
    <html lang="en" data-theme={themeAttribute(theme)}>
      <head>
        {fontFiles.map((file) => (
          <link key={file} rel="preload" href={file} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
      </head>
      <body>
        <ChainProvider config={chain}>
          <a
            href="#main"
            className="absolute -top-20 left-4 z-50 rounded bg-ink px-4 py-2 text-base text-paper focus:top-3"
          >
            Skip to content
          </a>
          <Header theme={theme} tip={<TipIndicator tip={tip} />} connect={<ConnectButton />} />
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto min-h-[70vh] max-w-[1304px] px-4 pb-16 outline-none lg:px-8"
          >
            {children}
          </main>
          <Footer chain={chain} />
          <WalletIsland />
          <TransactionIsland />
        </ChainProvider>
      </body>
    </html>
  )
}

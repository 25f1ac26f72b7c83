import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import './globals.css'
import { parseTheme, THEME_COOKIE, themeAttribute } from '../config/theme.ts'
import { Footer } from '../shell/footer.tsx'
import { Header } from '../shell/header.tsx'

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
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" data-theme={themeAttribute(theme)}>
      <body>
        <a
          href="#main"
          className="absolute left-4 -top-20 z-50 rounded bg-ink px-4 py-2 text-base text-paper focus:top-3"
        >
          Skip to content
        </a>
        <Header theme={theme} tip={null} connect={null} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto min-h-[70vh] max-w-[1304px] px-4 pb-16 outline-none lg:px-8"
        >
          {children}
        </main>
        <Footer chain={undefined} />
      </body>
    </html>
  )
}

'use client'

import { Button } from '@network3/ui/button'
import './globals.css'

/** What a visitor sees when even the frame of the site cannot be drawn. Without it Next sends its own with every page. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid max-w-[60ch] justify-items-start gap-4 px-4 py-24">
          <title>This page broke · Network3</title>
          <h1 className="text-2xl">This page broke</h1>
          <p className="text-body text-ink-2">
            Something went wrong before it could be shown. Nothing was sent to the chain; transactions already
            on their way are not affected.
          </p>
          <Button onClick={retry}>Try again</Button>
        </main>
      </body>
    </html>
  )
}

import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import type { Page } from '@playwright/test'

/** A site that exists only inside the test's browser. */
export const SOURCES_URL = 'http://sources.test'

const packageFolder = resolve(import.meta.dirname, '../../packages/clsc')
const require = createRequire(join(packageFolder, 'package.json'))

/** The packages the page may import, each by a module it has: the folder is where that lies. */
const packages = new Map(
  [
    ['@noble/curves', 'ed25519.js'],
    ['@noble/hashes', 'sha2.js'],
    ['@noble/ciphers', 'chacha.js'],
  ].map(([name, module]) => [name ?? '', dirname(require.resolve(`${name}/${module}`))]),
)

/**
 * Serves packages/clsc as it is (types taken off, nothing bundled) with the packages it imports, to a page at
 * SOURCES_URL. `run` is the page's own module.
 */
export async function serveSources(page: Page, run: string): Promise<void> {
  const imports = Object.fromEntries([...packages.keys()].map((name) => [`${name}/`, `/packages/${name}/`]))
  // No charset or title matters: it is only a place for a module to run.
  const html = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>
    <script type="module" src="/run.js"></script>`
  await page.route(`${SOURCES_URL}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html })
    if (pathname === '/run.js') return route.fulfill({ contentType: 'text/javascript', body: run })
    const file = locate(pathname)
    if (file === undefined) return route.fulfill({ status: 404, body: pathname })
    const text = readFileSync(file, 'utf8')
    if (file.endsWith('.json')) return route.fulfill({ contentType: 'application/json', body: text })
    const body = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text
    return route.fulfill({ contentType: 'text/javascript', body })
  })
}

function locate(pathname: string): string | undefined {
  const found = [...packages].find(([name]) => pathname.startsWith(`/packages/${name}/`))
  const [root, rest] =
    found === undefined
      ? [packageFolder, pathname.replace(/^\/clsc\//, '')]
      : [found[1], pathname.slice(`/packages/${found[0]}/`.length)]
  const file = resolve(root, rest)
  return file.startsWith(root + sep) ? file : undefined
}

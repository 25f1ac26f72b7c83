// How much compressed JavaScript a page asks for before anything is clicked:
//   node apps/web/scripts/measure-javascript.ts http://localhost:3000 [/path …]
// Counts the scripts of the HTML as a current browser loads them (no `nomodule`), gzip as the server compresses.
// Exits with 1 when a page that is only read is above the budget of 150 kB.
import { gzipSync } from 'node:zlib'

const BUDGET_BYTES = 150_000
const [base, ...given] = process.argv.slice(2)
if (base === undefined) {
  process.stderr.write('Give the base URL of a running site.\n')
  process.exit(2)
}
const pages = given.length > 0 ? given : ['/', '/operators', '/status', await firstOperator(base)]
const sizes = new Map<string, Promise<number>>()

let isOver = false
for (const page of pages) {
  const html = await readText(new URL(page, base))
  const scripts = scriptsOf(html)
  const bytes = await Promise.all(scripts.map((source) => sizeOf(new URL(source, base))))
  const total = bytes.reduce((sum, size) => sum + size, 0)
  isOver ||= total > BUDGET_BYTES
  const htmlKilobytes = (gzipSync(html).length / 1000).toFixed(1)
  process.stdout.write(
    `${page.padEnd(54)} ${(total / 1000).toFixed(1).padStart(7)} kB in ${scripts.length} scripts, HTML ${htmlKilobytes} kB\n`,
  )
}
process.stdout.write(`budget ${BUDGET_BYTES / 1000} kB: ${isOver ? 'exceeded' : 'kept'}\n`)
process.exitCode = isOver ? 1 : 0

/** Sources of the scripts a browser with modules runs. */
function scriptsOf(html: string): string[] {
  const tags = html.match(/<script[^>]*\ssrc="[^"]+"[^>]*>/g) ?? []
  const modern = tags.filter((tag) => !/\snomodule/i.test(tag))
  return [...new Set(modern.flatMap((tag) => /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? []))]
}

async function firstOperator(origin: string): Promise<string> {
  const html = await readText(new URL('/operators', origin))
  const path = /href="(\/operators\/0x[0-9a-fA-F]{40})"/.exec(html)?.[1]
  if (path === undefined) throw new Error('The leaderboard lists no operator to measure.')
  return path
}

async function readText(url: URL): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`)
  return response.text()
}

function sizeOf(url: URL): Promise<number> {
  const known = sizes.get(url.href) ?? readText(url).then((text) => gzipSync(text).length)
  sizes.set(url.href, known)
  return known
}

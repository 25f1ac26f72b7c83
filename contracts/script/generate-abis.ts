import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { artifactNames, readArtifact } from './artifacts.ts'

/**
 * Writes packages/chain/src/abi/<contract>.ts from forge's output; with --check writes nothing and exits 1
 * when a committed file differs from what the contracts say.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}packages/chain/src/abi/`

const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** One entry of the ABI a line, so that a changed function is one changed line. Not formatted further. */
function sourceOf(key: string, artifactName: string, abi: readonly unknown[]): string {
  const header = `// Generated from contracts/src by \`npm run abi -w @network3/contracts\`: ${artifactName}.`
  const entries = abi.map((entry) => `  ${JSON.stringify(entry)},\n`).join('')
  return `${header}\nexport const ${key}Abi = [\n${entries}] as const\n`
}

async function generate(check: boolean): Promise<string[]> {
  const drifted: string[] = []
  await mkdir(folder, { recursive: true })
  for (const [key, artifactName] of Object.entries(artifactNames)) {
    const file = `${folder}${kebab(key)}.ts`
    const { abi } = await readArtifact(artifactName)
    const expected = sourceOf(key, artifactName, abi)
    const actual = await readFile(file, 'utf8').catch(() => undefined)
    if (actual === expected) continue
    drifted.push(`${kebab(key)}.ts`)
    if (!check) await writeFile(file, expected)
  }
  return drifted
}

const check = process.argv.includes('--check')
const drifted = await generate(check)
if (drifted.length === 0) {
  console.log('The ABIs in packages/chain match the contracts.')
} else if (check) {
  console.error(`Drifted from the contracts: ${drifted.join(', ')}. Run: npm run abi -w @network3/contracts.`)
  process.exitCode = 1
} else {
  console.log(`Wrote ${drifted.join(', ')}.`)
}

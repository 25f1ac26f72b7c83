import { execFileSync } from 'node:child_process'
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

function sourceOf(key: string, artifactName: string, abi: unknown, file: string): string {
  const header = `// Generated from contracts/src by \`npm run abi -w @network3/contracts\`: ${artifactName}.`
  const source = `${header}\nexport const ${key}Abi = ${JSON.stringify(abi)} as const\n`
  return execFileSync('biome', ['format', `--stdin-file-path=${file}`], {
    input: source,
    encoding: 'utf8',
    cwd: root,
  })
}

async function generate(check: boolean): Promise<string[]> {
  const drifted: string[] = []
  await mkdir(folder, { recursive: true })
  for (const [key, artifactName] of Object.entries(artifactNames)) {
    const file = `${folder}${kebab(key)}.ts`
    const { abi } = await readArtifact(artifactName)
    const expected = sourceOf(key, artifactName, abi, file)
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

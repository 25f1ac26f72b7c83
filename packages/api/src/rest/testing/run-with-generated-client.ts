// What a developer with nothing of ours but a document does: generates a typed client from a site's, has a program that
// is written against it checked (./client.ts), and runs it: its arguments are the base of the API and those given here.
//
//   node run-with-generated-client.ts <site> <program.ts> [argument…]

import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const bin = new URL('../../../../../node_modules/', import.meta.url).pathname
const generator = `${bin}typed-openapi/dist/cli.js`
const compiler = `${bin}typescript/bin/tsc`

const [siteUrl = '', program = '', ...args] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'network3-client-'))
try {
  process.stdout.write(await generateAndRun())
} finally {
  rmSync(folder, { recursive: true })
}

async function generateAndRun(): Promise<string> {
  const document = await fetch(`${siteUrl}/api/v1/openapi.json`)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'openapi.json'), await document.text())
  copyFileSync(program, join(folder, 'program.ts'))
  const options = {
    strict: true,
    module: 'nodenext',
    rewriteRelativeImportExtensions: true,
    lib: ['esnext', 'dom'],
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...options, target: 'esnext', skipLibCheck: true, types: [] },
      files: ['program.ts'],
    }),
  )
  await run([generator, 'openapi.json', '--output', 'client.ts', '--runtime', 'none'])
  await run([compiler, '-p', '.'])
  return run(['program.js', `${siteUrl}/api/v1`, ...args])
}

async function run(step: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, step, { cwd: folder })
  return stdout
}

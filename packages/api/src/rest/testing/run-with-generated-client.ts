import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const bin = new URL('../../../../../node_modules/', import.meta.url).pathname
const generator = `${bin}typed-openapi/dist/cli.js`
const compiler = `${bin}typescript/bin/tsc`

/**
 * What a developer with nothing of ours but a document does: generates a typed client from it, writes a program against
 * that, has both checked, and runs it. Returns what the program printed. Throws what any step complained of.
 */
export async function runWithGeneratedClient(
  openApi: string,
  program: string,
  args: string[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'network3-client-'))
  try {
    return await generateAndRun(folder, openApi, program, args)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function generateAndRun(folder: string, openApi: string, program: string, args: string[]) {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'openapi.json'), openApi)
  writeFileSync(join(folder, 'program.ts'), program)
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
  await run(folder, [generator, 'openapi.json', '--output', 'client.ts', '--runtime', 'none'])
  await run(folder, [compiler, '-p', '.'])
  return run(folder, ['program.js', ...args])
}

/** Not in step with this process, which answers what the program asks. */
async function run(folder: string, args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
  return stdout
}

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { findPackageJSON, stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AppError } from '@network3/core/app-error'
import type { SandboxProgram } from './build-sandbox-program.ts'

export type WrittenProgram = SandboxProgram & { remove(): void }

const source = dirname(dirname(fileURLToPath(import.meta.url)))
const childMain = fileURLToPath(new URL('./child-main.ts', import.meta.url))
const PREFIX = 'n3-sandbox-'
const SPECIFIER =
  /(\bfrom\s*|\bimport\s*|\bimport\(\s*|\bnew URL\(\s*|\bimport\.meta\.resolve\(\s*)'([^']+)'/g
/** Files of packages that are JavaScript already, by what we import of them. */
const FOREIGN: Record<string, string> = {
  'onnxruntime-web/wasm': 'dist/ort.wasm.bundle.min.mjs',
  'onnxruntime-web/ort-wasm-simd-threaded.wasm': 'dist/ort-wasm-simd-threaded.wasm',
}

/**
 * Copies what `entry` imports, types removed, into a new folder under `parent`. Node would strip the types itself in
 * each process, at six times the start and twice the memory; and so the sandbox need not read where the agent lives.
 * It belongs to the process `owner`: when that is gone, the next one to be written removes it.
 */
export function writeSandboxProgram(
  parent: string = tmpdir(),
  entry: string = childMain,
  owner: number = process.pid,
): WrittenProgram {
  mkdirSync(parent, { recursive: true })
  removeLeftovers(parent)
  const folder = realpathSync(mkdtempSync(join(parent, `${PREFIX}${owner}-`)))
  const packages = { noble: packageFolder('@noble/hashes'), ort: packageFolder('onnxruntime-web') }
  const core = packageFolder('@network3/core')
  const targetOf = (file: string): string => {
    const [root, name] = file.startsWith(source) ? [source, 'runtime'] : [join(core, 'src'), 'core']
    return join(folder, name, relative(root, file)).replace(/\.ts$/, '.js')
  }
  const copied = new Set<string>()
  const copy = (file: string): string => {
    const target = targetOf(file)
    if (copied.has(file)) return target
    copied.add(file)
    const code = withoutTypes(readFileSync(file, 'utf8')).replace(
      SPECIFIER,
      (_whole, before: string, name: string) => `${before}'${resolve(name, file)}'`,
    )
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, code)
    return target
  }
  const resolve = (name: string, from: string): string => {
    if (name.startsWith('node:')) return name
    if (name.startsWith('.')) return asUrl(copy(join(dirname(from), name)))
    if (name.startsWith('@network3/core/')) return asUrl(copy(join(core, `src/${name.slice(15)}.ts`)))
    if (name.startsWith('@noble/hashes/')) return asUrl(join(packages.noble, name.slice(14)))
    const foreign = FOREIGN[name]
    if (foreign === undefined) throw new AppError('INTERNAL', `the sandbox's program must not import ${name}`)
    return asUrl(join(packages.ort, foreign))
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const main = copy(entry)
  return {
    folder,
    main,
    readable: [folder, packages.noble, packages.ort],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Of agents that were killed and could not tidy up: the folder's name has the process in it. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^n3-sandbox-(\d+)-/.exec(name)?.[1] ?? Number.NaN)
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    try {
      rmSync(join(parent, name), { recursive: true })
    } catch {
      // Another user's, or just removed by another agent: not ours to tidy.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function asUrl(path: string): string {
  return pathToFileURL(path).href
}

/** Where an installed package really is; an odd answer would open more to the sandbox than it should. */
function packageFolder(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url)
  const folder = manifest === undefined ? '' : dirname(realpathSync(manifest))
  if (basename(folder) !== name.split('/').at(-1))
    throw new AppError('RUNTIME_UNAVAILABLE', `${name} is not where it should be, but at ${folder}`)
  return folder
}

/** Node says once that this function may change; who runs an agent cannot do anything about it. */
function withoutTypes(code: string): string {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(code)
  } finally {
    process.emitWarning = emitWarning
  }
}

import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { contractsFolder } from './call-forge.ts'

const packageFolder = (name: string) =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))

export type ProjectCopy = { folder: string; remove: () => Promise<void> }

/**
 * A copy of the Solidity project in a folder of its own, OpenZeppelin inside it: what is changed there reaches
 * nobody, and forge coverage, which cannot follow imports that leave the project, finds every file.
 * The gas tests stay behind: nothing that is changed is judged by its gas.
 * @param from the folder to copy src, test, bin and foundry.toml of
 */
export async function createCopy({ from = contractsFolder } = {}): Promise<ProjectCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'network3-contracts-'))
  const filter = (path: string) => !path.endsWith('/test/gas')
  await Promise.all(
    ['src', 'test', 'bin', 'script/params']
      .filter((part) => existsSync(join(from, part)))
      .map((part) => cp(join(from, part), join(folder, part), { recursive: true, filter })),
  )
  const config = await readFile(join(from, 'foundry.toml'), 'utf8')
  const ownConfig = config
    .replaceAll('../node_modules', 'node_modules')
    // Built twice, with two settings, a contract is covered by the tests of one of them only.
    .replaceAll(/^(?:additional_compiler_profiles|compilation_restrictions) = .*\n/gm, '')
  await writeFile(join(folder, 'foundry.toml'), ownConfig)
  await mkdir(join(folder, 'node_modules/@openzeppelin'), { recursive: true })
  const library = 'node_modules/@openzeppelin/contracts'
  await cp(packageFolder('@openzeppelin/contracts'), join(folder, library), {
    recursive: true,
    filter: (path) => !path.endsWith('.json') && !path.includes('/build/'),
  })
  await symlink(packageFolder('solc'), join(folder, 'node_modules/solc'))
  // A forge that was just ended may still have a compiler writing for a moment.
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  return { folder, remove }
}

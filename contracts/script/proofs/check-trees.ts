import { readdir, readFile } from 'node:fs/promises'
import { findTreeProblems, type UnitFile } from './trees/find-tree-problems.ts'
import { readDeclared } from './trees/read-declared.ts'

/** Exits 1, with a sentence each, when a unit test and its tree differ (contracts/test/README.md). */
const unit = new URL('../../test/unit/', import.meta.url)
const src = new URL('../../src/', import.meta.url)

const read = (folder: URL, names: readonly string[]) => (file: string) =>
  names.includes(file) ? readFile(new URL(file, folder), 'utf8') : undefined

async function readUnitFiles(): Promise<UnitFile[]> {
  const names = await readdir(unit)
  const bases = new Set(names.map((name) => name.replace(/\.(tree|t\.sol)$/, '')))
  const readUnit = read(unit, names)
  return Promise.all(
    [...bases].sort().map(async (name) => ({
      name,
      tree: await readUnit(`${name}.tree`),
      solidity: await readUnit(`${name}.t.sol`),
    })),
  )
}

const sources = (await readdir(src, { recursive: true })).filter(
  (name) => name.endsWith('.sol') && !name.startsWith('interfaces'),
)
const declared = readDeclared(
  await Promise.all(
    sources.map(async (name) => ({
      name,
      text: await readFile(new URL(name, src), 'utf8'),
    })),
  ),
)
const files = await readUnitFiles()
const problems = findTreeProblems(files, declared)
if (problems.length === 0) {
  console.log(`Each leaf of ${files.length} trees has its test, and each test its leaf.`)
} else {
  console.error(problems.join('\n'))
  console.error(`${problems.length} differences between trees and unit tests (contracts/test/README.md).`)
  process.exitCode = 1
}

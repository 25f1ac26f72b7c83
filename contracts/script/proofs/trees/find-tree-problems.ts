import { withoutComments } from '../without-comments.ts'
import { parseTree } from './parse-tree.ts'

export type UnitFile = {
  name: string
  tree: string | undefined
  solidity: string | undefined
}
export type Declared = {
  /** Names a root may have besides `constructor`: functions, contracts and libraries of src/. */
  known: ReadonlySet<string>
  /** Functions that change state, as `Contract.function`: each must be a root of some tree. */
  required: readonly string[]
}

/** What follows `test_` or `testFuzz_` in each test function, or the whole name where it does not fit. */
function listTestNames(solidity: string): string[] {
  return [...withoutComments(solidity).matchAll(/\bfunction\s+(test\w*)\s*\(/g)].map(([, name = '']) =>
    name.replace(/^test(Fuzz)?_/, ''),
  )
}

function problemsOfFile(file: UnitFile, declared: Declared): { problems: string[]; roots: string[] } {
  const treeName = `${file.name}.tree`
  const solidityName = `${file.name}.t.sol`
  if (file.tree === undefined) return { problems: [`${solidityName} has no ${treeName}`], roots: [] }
  if (file.solidity === undefined) return { problems: [`${treeName} has no ${solidityName}`], roots: [] }

  const tree = parseTree(file.tree)
  const problems = tree.problems.map((problem) => `${treeName} ${problem}`)
  for (const root of tree.roots) {
    if (root.name === 'constructor' || declared.known.has(root.name)) continue
    problems.push(`${treeName} line ${root.line}: src/ declares no ${root.name}`)
  }
  const tests = listTestNames(file.solidity)
  const leaves = new Set<string>()
  for (const leaf of tree.roots.flatMap((root) => root.leaves)) {
    const count = tests.filter((name) => name === leaf.testName).length
    const where = `${treeName} line ${leaf.line}: "${leaf.text}"`
    if (leaves.has(leaf.testName)) problems.push(`${where} repeats another leaf's name, ${leaf.testName}`)
    else if (count === 0) problems.push(`${where} has no test_${leaf.testName} in ${solidityName}`)
    else if (count > 1) problems.push(`${where} has ${count} tests named ${leaf.testName}`)
    leaves.add(leaf.testName)
  }
  for (const name of tests) {
    if (!leaves.has(name)) problems.push(`${solidityName}: ${name} is no leaf of ${treeName}`)
  }
  return { problems, roots: tree.roots.map((root) => root.name) }
}

/** Everything in the unit tests that breaks the rule of contracts/test/README.md, a sentence each. */
export function findTreeProblems(files: readonly UnitFile[], declared: Declared): string[] {
  const results = files.map((file) => problemsOfFile(file, declared))
  const roots = new Set(results.flatMap((result) => result.roots))
  const untested = declared.required.filter((name) => !roots.has(name.split('.')[1] ?? name))
  return [
    ...results.flatMap((result) => result.problems),
    ...untested.map((name) => `${name} changes state and is the root of no tree`),
  ]
}

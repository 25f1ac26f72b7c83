import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callForge } from '../call-forge.ts'
import { applyMutant, type Mutant } from './mutant.ts'

export type Outcome = 'killed' | 'timed out' | 'stillborn' | 'survived'
export type Stage = { name: string; args: string[]; env: Record<string, string> }

/** Longer than any stage takes on a busy machine: a mutant that makes the tests loop is killed by it. */
const STAGE_LIMIT_MS = 900_000

/** Unoptimised code compiles in half the time and does the same. */
export const forgeEnv: Record<string, string> = { FOUNDRY_OPTIMIZER: 'false' }

/** Deploys by artifact, so that a mutant costs one compilation. What a constructor refuses then goes unseen. */
const linked = ['--dynamic-test-linking']
const unlinkedEnv = { FOUNDRY_OUT: 'out-unlinked', FOUNDRY_CACHE_PATH: 'cache/unlinked' }

const notInvariant = ['--no-match-path', 'test/{invariant,gas}/*']

/** From the tests that know the contract best to the ones that only may notice. */
export function stagesFor(names: readonly string[], { isInConstructor }: Mutant): Stage[] {
  // By its first word, so that LeaseOpenTest is LeaseMarket's and LeaseLib's.
  const words = new Set(names.map((name) => /^[A-Z][a-z0-9]+/.exec(name)?.[0] ?? name))
  const own = `^(${[...words].join('|')})`
  const invariantEnv = { FOUNDRY_INVARIANT_RUNS: '16', FOUNDRY_INVARIANT_DEPTH: '128' }
  const ownTests = { name: 'its unit tests', env: { FOUNDRY_FUZZ_RUNS: '48' } }
  const unlinked = { ...ownTests.env, ...unlinkedEnv }
  if (isInConstructor)
    return [{ ...ownTests, args: ['--match-contract', own, ...notInvariant], env: unlinked }]
  return [
    { ...ownTests, args: ['--match-contract', own, ...notInvariant, ...linked] },
    {
      name: 'all unit tests and attacks',
      args: [...notInvariant, ...linked],
      env: { FOUNDRY_FUZZ_RUNS: '128' },
    },
    {
      name: 'its invariants',
      args: ['--match-contract', `${own}\\w*Invariant`, ...linked],
      env: invariantEnv,
    },
  ]
}

const forgeTest = ['test', '--fail-fast', '--allow-failure']

/** What builds a copy and tells whether its tests pass. */
export const firstRun: string[] = [...forgeTest, ...linked, ...notInvariant]

/** Compiles and tests one mutant in `folder`, a project copy that nobody else uses meanwhile, and undoes it. */
export async function tryMutant(
  folder: string,
  mutant: Mutant,
  stages: readonly Stage[],
): Promise<{ outcome: Outcome; by: string }> {
  const path = join(folder, mutant.file)
  const source = await readFile(path, 'utf8')
  await writeFile(path, applyMutant(source, mutant))
  try {
    for (const { name, args, env } of stages) {
      const options = { folder, env: { ...forgeEnv, ...env }, timeoutMs: STAGE_LIMIT_MS }
      const { output, timedOut } = await callForge([...forgeTest, ...args], options)
      if (timedOut) return { outcome: 'timed out', by: name }
      if (/Compiler run failed|^Error: Compil|Error \(\d{4}\)/m.test(output))
        return { outcome: 'stillborn', by: name }
      const killer = findKiller(output)
      if (killer !== undefined) return { outcome: 'killed', by: killer }
      if (!/\d+ tests? passed, 0 failed|No tests/.test(output))
        throw new Error(`forge said nothing of use:\n${output}`)
    }
    return { outcome: 'survived', by: '' }
  } finally {
    await writeFile(path, source)
  }
}

/** The first test that failed, as forge prints it; an invariant is named only after the calls that broke it. */
export function findKiller(output: string): string | undefined {
  const failed = /\[FAIL[^\]]*\] (\w+)/.exec(output.replaceAll(/\[FAIL.*\] (?=\w+\()/g, '[FAIL] '))
  if (failed !== null) return failed[1]
  return /\[FAIL[^\n]*\n\s*\[Sequence\]/.test(output) ? /^ (invariant_\w+)\(/m.exec(output)?.[1] : undefined
}

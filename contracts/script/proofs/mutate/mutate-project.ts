import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callForge } from '../call-forge.ts'
import { createCopy, type ProjectCopy } from '../create-copy.ts'
import { listDependents } from './list-dependents.ts'
import { listMutants } from './list-mutants.ts'
import { diffMutant, type Mutant } from './mutant.ts'
import { sampleItems } from './sample-mutants.ts'
import { firstRun, forgeEnv, type Outcome, stagesFor, tryMutant } from './try-mutant.ts'

export type MutationOptions = {
  /** Folder of foundry.toml, src, test and bin. */
  folder: string
  sample: number
  seed: number
  /** Only sources whose name begins so. */
  contract?: string
  /** Only these operators; all of them by default. */
  operators?: readonly string[]
  workers?: number
  onResult?: (result: MutationResult, done: number, of: number) => void
}
export type MutationResult = { mutant: Mutant; outcome: Outcome; by: string; diff: string }

async function readSources(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(join(folder, 'src'), { recursive: true }))
    .map((name) => join('src', name))
    .filter((name) => name.endsWith('.sol') && !name.includes('/interfaces/'))
    .sort()
  return new Map(
    await Promise.all(
      names.map(
        async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')],
      ),
    ),
  )
}

/** A built copy per worker. What is built comes along, so that a mutant costs one contract's compilation. */
async function createWorkshops(folder: string, count: number): Promise<ProjectCopy[]> {
  const first = await createCopy({ from: folder })
  const options = { folder: first.folder, env: { ...forgeEnv, FOUNDRY_FUZZ_RUNS: '16' } }
  const built = await callForge(firstRun, options)
  if (!/\d+ tests? passed, 0 failed/.test(built.output)) {
    await first.remove()
    throw new Error(`The tests must pass before anything is changed.\n${built.output}`)
  }
  const others = Array.from({ length: count - 1 }, async () => {
    const other = await createCopy({ from: first.folder })
    for (const part of ['out', 'cache']) {
      await cp(join(first.folder, part), join(other.folder, part), {
        recursive: true,
        preserveTimestamps: true,
      })
    }
    return other
  })
  return [first, ...(await Promise.all(others))]
}

/** Draws mutants from the sources and tries each; the result is in the order they were drawn. */
export async function mutateProject(options: MutationOptions): Promise<MutationResult[]> {
  const sources = await readSources(options.folder)
  const chosen = [...sources].filter(([file]) => file.replace(/^.*\//, '').startsWith(options.contract ?? ''))
  const mutants = sampleItems(
    chosen
      .flatMap(([file, source]) => listMutants(file, source))
      .filter(({ operator }) => options.operators?.includes(operator) ?? true),
    options.sample,
    options.seed,
  )
  const workshops = await createWorkshops(options.folder, options.workers ?? 2)
  try {
    const results: (MutationResult | undefined)[] = mutants.map(() => undefined)
    let next = 0
    let done = 0
    const work = async ({ folder }: ProjectCopy) => {
      for (let index = next++; index < mutants.length; index = next++) {
        const mutant = mutants[index]
        if (mutant === undefined) return
        const tried = await tryMutant(folder, mutant, stagesFor(listDependents(mutant.file, sources), mutant))
        const result = { mutant, ...tried, diff: diffMutant(sources.get(mutant.file) ?? '', mutant) }
        results[index] = result
        done += 1
        options.onResult?.(result, done, mutants.length)
      }
    }
    await Promise.all(workshops.map(work))
    return results.filter((result) => result !== undefined)
  } finally {
    await Promise.all(workshops.map(({ remove }) => remove()))
  }
}

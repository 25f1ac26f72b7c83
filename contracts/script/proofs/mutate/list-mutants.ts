import { blank, findFunctions } from './find-functions.ts'
import { applyMutant, type Mutant } from './mutant.ts'
import { operators } from './operators.ts'

/** Every mutant of a source, in the order of the file. Comments, strings, types and constants are left alone. */
export function listMutants(file: string, source: string): Mutant[] {
  const code = blank(source)
  return findFunctions(code)
    .flatMap((found) =>
      operators.flatMap(({ name, find }) =>
        find(code, found).map((change): Mutant => {
          // Found in blanked code, where strings are spaces: what is kept of the source is taken from the source.
          const kept = code.slice(change.start, change.end)
          const replacement = change.replacement.replace(kept, () => source.slice(change.start, change.end))
          return { file, operator: name, ...change, replacement, isInConstructor: found.isConstructor }
        }),
      ),
    )
    .filter((mutant) => applyMutant(source, mutant) !== source)
    .sort((a, b) => a.start - b.start || a.end - b.end)
}

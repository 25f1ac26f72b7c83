import { withoutComments } from '../without-comments.ts'
import type { Declared } from './find-tree-problems.ts'

type Source = { name: string; text: string }

const FUNCTION = /\bfunction\s+(\w+)\s*\([^)]*\)([^{;]*)[{;]/g
const CONTAINER = /\b(?:contract|library)\s+(\w+)/g

/** What trees may and must name, read from the sources of src/ (interfaces left out). */
export function readDeclared(sources: readonly Source[]): Declared {
  const known = new Set<string>()
  const required: string[] = []
  for (const { name: file, text } of sources) {
    // A file that only imports a contract, so that it is built, names it too.
    known.add(file.replace(/^.*\//, '').replace(/\.sol$/, ''))
    const source = withoutComments(text)
    const containers = [...source.matchAll(CONTAINER)].map(([, name = '']) => name)
    for (const name of containers) known.add(name)
    for (const [, name = '', modifiers = ''] of source.matchAll(FUNCTION)) {
      known.add(name)
      const isOpen = /\b(external|public)\b/.test(modifiers)
      if (isOpen && !/\b(view|pure)\b/.test(modifiers)) required.push(`${containers[0]}.${name}`)
    }
  }
  return { known, required: [...new Set(required)] }
}

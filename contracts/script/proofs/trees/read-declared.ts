import { withoutComments } from '../without-comments.ts'
import type { Declared } from './find-tree-problems.ts'

const FUNCTION = /\bfunction\s+(\w+)\s*\([^)]*\)([^{;]*)[{;]/g
const CONTAINER = /\b(?:contract|library)\s+(\w+)/g

/** What trees may and must name, read from the sources of src/ (interfaces left out). */
export function readDeclared(sources: readonly string[]): Declared {
  const known = new Set<string>()
  const required: string[] = []
  for (const source of sources.map(withoutComments)) {
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

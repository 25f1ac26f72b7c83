import { withoutComments } from '../without-comments.ts'

/** Where a function lies in its source: from its keyword to its body, the body's braces, what it returns. */
export type FoundFunction = {
  headStart: number
  bodyStart: number
  bodyEnd: number
  returns: string
  isConstructor: boolean
}

const HEAD = /\b(?:function\s+\w+|constructor|modifier\s+\w+)\s*(?:\([^{;]*?)?\{/g

/** Comments and strings blanked out, each other character where it was. */
export const blank = (source: string): string =>
  withoutComments(source).replaceAll(/"(?:[^"\\\n]|\\.)*"/g, (text) => `"${' '.repeat(text.length - 2)}"`)

function findClosing(code: string, open: number): number {
  let depth = 0
  for (let position = open; position < code.length; position += 1) {
    if (code[position] === '{') depth += 1
    if (code[position] === '}') depth -= 1
    if (depth === 0) return position
  }
  return code.length
}

/** The functions with a body, in order. `code` is blanked source. */
export function findFunctions(code: string): FoundFunction[] {
  return [...code.matchAll(HEAD)].map((match) => {
    const bodyStart = match.index + match[0].length - 1
    const returns = /\breturns\s*\(([^)]*)\)/.exec(match[0])?.[1]?.trim() ?? ''
    const isConstructor = match[0].startsWith('constructor')
    return {
      headStart: match.index,
      bodyStart,
      bodyEnd: findClosing(code, bodyStart),
      returns,
      isConstructor,
    }
  })
}

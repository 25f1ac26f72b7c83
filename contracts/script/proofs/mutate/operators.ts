import type { FoundFunction } from './find-functions.ts'

type Change = { start: number; end: number; replacement: string }
type Operator = { name: string; find: (code: string, found: FoundFunction) => Change[] }

const body = (code: string, { bodyStart, bodyEnd }: FoundFunction) => code.slice(bodyStart + 1, bodyEnd)

/** Each match of `pattern` in the body; its first group, where there is one, is what changes. */
function inBody(pattern: RegExp, replace: (text: string) => string | undefined): Operator['find'] {
  return (code, found) =>
    [...body(code, found).matchAll(pattern)].flatMap((match) => {
      const text = match[1] ?? match[0]
      const replacement = replace(text)
      if (replacement === undefined) return []
      const start = found.bodyStart + 1 + match.index + match[0].indexOf(text)
      return [{ start, end: start + text.length, replacement }]
    })
}

const swap = (pairs: Record<string, string>) => (text: string) => pairs[text]

/** Simple statements: from the end of the one before to the semicolon. */
const STATEMENT = /(?<=[;{}]\s*)([A-Za-z_(+-][^;{}]*;)/g
const KEEPS = /^(?:return|emit|require|revert|if|else|for|while|do|try|unchecked|assembly|continue|break)\b/
/** Without its declaration nothing else compiles: these would all be stillborn. */
const DECLARES = /^(?:[\w.[\]]+(?: (?:storage|memory|calldata))? \w+(?: =|;)|\((?:[\w.]+ \w|,))/

/** Between the brackets behind the keyword, up to the comma before the error where `withError` is set. */
function condition(keyword: string, withError: boolean): RegExp {
  return new RegExp(
    withError
      ? `\\b${keyword}\\(\\s*([\\s\\S]*?)\\s*,\\s*[A-Z]\\w*\\(`
      : `\\b${keyword} \\(([^{;]*?)\\)(?= \\{| [a-z(])`,
    'g',
  )
}

function changeReturn(code: string, found: FoundFunction): Change[] {
  const type = found.returns.split(/[ ,]/)[0] ?? ''
  const isMany = found.returns.includes(',')
  const isNumber = /^u?int\d*$/.test(type)
  if (isMany || (!isNumber && type !== 'bool')) return []
  return inBody(/\breturn ([^;]+);/g, (value) => (isNumber ? `(${value}) + 1` : `!(${value})`))(code, found)
}

function deleteModifier(code: string, found: FoundFunction): Change[] {
  const head = code.slice(found.headStart, found.bodyStart)
  return [...head.matchAll(/\b(restricted|nonReentrant|whenNotPaused|only\w+)\b/g)].map((match) => {
    const start = found.headStart + match.index
    return { start, end: start + match[0].length, replacement: '' }
  })
}

/** The fixed list. A change that does not compile is stillborn and counts for nothing. */
export const operators: readonly Operator[] = [
  {
    name: 'relational',
    find: inBody(
      / (>=|<=|==|!=|>|<) /g,
      swap({ '>=': '>', '>': '>=', '<=': '<', '<': '<=', '==': '!=', '!=': '==' }),
    ),
  },
  {
    name: 'arithmetic',
    find: inBody(/ ([-+*/%]) /g, swap({ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' })),
  },
  { name: 'assignment', find: inBody(/ ([-+]=) /g, swap({ '+=': '-=', '-=': '+=' })) },
  { name: 'increment', find: inBody(/\+\+|--/g, swap({ '++': '--', '--': '++' })) },
  { name: 'logical', find: inBody(/ (&&|\|\|) /g, swap({ '&&': '||', '||': '&&' })) },
  { name: 'negation deletion', find: inBody(/(?<=[\s(])!(?=[\w(])/g, () => '') },
  {
    name: 'plus one',
    find: inBody(/(?<![\w.[])(\d[\d_]*)(?![\w.\]])/g, (text) => `${BigInt(text.replaceAll('_', '')) + 1n}`),
  },
  { name: 'boolean', find: inBody(/\b(?:true|false)\b/g, swap({ true: 'false', false: 'true' })) },
  { name: 'require deletion', find: inBody(/\brequire\([^;]*\);/g, () => '') },
  { name: 'require negation', find: inBody(condition('require', true), (text) => `!(${text})`) },
  { name: 'if negation', find: inBody(condition('if', false), (text) => `!(${text})`) },
  {
    name: 'statement deletion',
    find: inBody(STATEMENT, (text) => (KEEPS.test(text) || DECLARES.test(text) ? undefined : '')),
  },
  { name: 'emit deletion', find: inBody(/\bemit [^;]*;/g, () => '') },
  { name: 'return value', find: changeReturn },
  { name: 'modifier deletion', find: deleteModifier },
]

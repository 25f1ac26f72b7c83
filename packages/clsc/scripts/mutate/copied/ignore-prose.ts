/** As much of Babel's path as is looked at here. */
type Path = {
  node: { type: string }
  parent: { callee?: { name?: string } }
  listKey?: string
  key: string | number | null
}

/** Which argument of these calls is a sentence, or a word of one, that only people read. */
const PROSE: Record<string, number> = {
  ClscError: 1,
  assertBytes: 1,
  check: 0,
  createByteReader: 2,
  decodePoint: 2,
  decodeScalar: 2,
  decodeSecretScalar: 2,
  refuse: 0,
  refuseIdentity: 2,
}

/** Why Stryker leaves this place alone, or undefined when it is to change it. */
export function ignoreProse({ node, parent, listKey, key }: Path): string | undefined {
  const isText = node.type === 'StringLiteral' || node.type === 'TemplateLiteral'
  if (!isText || listKey !== 'arguments') return undefined
  return PROSE[parent.callee?.name ?? ''] === key ? 'a sentence for people' : undefined
}

/**
 * A plugin of Stryker: an error's wording is not tested, so it is not changed. Every other string is, the labels of the
 * scheme and the reasons of errors among them.
 */
export const strykerPlugins = [{ kind: 'Ignore', name: 'prose', value: { shouldIgnore: ignoreProse } }]

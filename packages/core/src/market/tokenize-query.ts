/** A piece of a query, with the character it begins at. */
export type Token = {
  kind: 'word' | 'operator' | 'open' | 'close' | 'comma' | 'end'
  text: string
  at: number
}

/** What cannot be read, and where: `at` and `length` are in characters of the text. */
export type QueryFault = { at: number; length: number; message: string }

const patterns: readonly [Token['kind'] | 'space', RegExp][] = [
  ['space', /\s+/y],
  ['operator', /<=|>=|!=|=|<|>/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
  ['word', /[A-Za-z0-9_.-]+/y],
]

/** The tokens of a query, an `end` last; or the first character that belongs to none. */
export function tokenizeQuery(text: string): Token[] | QueryFault {
  const tokens: Token[] = []
  let at = 0
  next: while (at < text.length) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const [found] = pattern.exec(text) ?? []
      if (found === undefined) continue
      if (kind !== 'space') tokens.push({ kind, text: found, at })
      at += found.length
      continue next
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    return { at, length: character.length, message: `“${character}” means nothing here.` }
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

/** The query with one condition more, in the order it had. What stood there first is put in parentheses if it says “or”. */
export function narrowQuery(query: string, condition: string): string {
  const [, before = '', order = ''] = /^(.*?)(\border\s+by\b.*)?$/is.exec(query.trim()) ?? []
  const first = before.trim()
  if (first === '') return [condition, order].join(' ').trim()
  const kept = /\bor\b/i.test(first) ? `(${first})` : first
  return [`${kept} and ${condition}`, order].join(' ').trim()
}

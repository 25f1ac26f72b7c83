/** The first place in which two JSON values differ, with both sides; undefined when they are equal. */
export function firstDifference(published: unknown, computed: unknown, place = ''): string | undefined {
  if (isRecord(published) && isRecord(computed)) {
    for (const key of [...new Set([...Object.keys(published), ...Object.keys(computed)])].sort()) {
      const found = firstDifference(published[key], computed[key], place === '' ? key : `${place}.${key}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (Object.is(published, computed)) return undefined
  return `${place}: published ${show(published)}, computed ${show(computed)}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

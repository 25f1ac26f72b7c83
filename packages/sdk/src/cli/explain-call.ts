import type { HttpCall } from '../site/call-site.ts'
import { say } from './terminal.ts'

/** A call as one could make it by hand. What authorises it is left out. */
export function curlOf({ method, url, body }: HttpCall): string {
  const parts = ['curl', ...(method === 'GET' ? [] : ['-X', method])]
  if (body !== undefined) {
    const { origin } = new URL(url)
    for (const header of ['content-type: application/json', `origin: ${origin}`, 'x-n3-client: curl']) {
      parts.push('-H', quote(header))
    }
    parts.push('-d', quote(body))
  }
  return [...parts, quote(url)].join(' ')
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

export function explainCall(call: HttpCall): void {
  say(curlOf(call))
}

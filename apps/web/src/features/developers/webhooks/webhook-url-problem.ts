/**
 * What a person has to mend in the URL of a webhook before the site is asked; it looks closer. A local network also calls
 * this machine, where a developer's receiver runs (packages/service/src/webhooks/webhook-url.ts).
 */
export function webhookUrlProblem(text: string, isLocal: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:') return undefined
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (isLocal && isHere) return undefined
  return isLocal
    ? 'A URL that begins with https://, or with http://localhost.'
    : 'A URL that begins with https://.'
}

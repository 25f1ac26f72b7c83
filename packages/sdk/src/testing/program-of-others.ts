/**
 * A program of somebody who has our OpenAPI document alone; ./client.ts is generated from it. Its arguments: the base of
 * the API, and a job that was sealed elsewhere.
 */
export const programOfOthers = `
  import { createApiClient } from './client.ts'
  const [, , base = '', job = ''] = process.argv
  const api = createApiClient(
    {
      fetch: ({ method, url, urlSearchParams, parameters }) => {
        if (urlSearchParams) url.search = urlSearchParams.toString()
        const headers = { 'content-type': 'application/json' }
        return fetch(url, { method, headers, body: parameters?.body === undefined ? null : JSON.stringify(parameters.body) })
      },
    },
    base,
  )
  const offers = await api.get('/offers', { query: { query: 'kind = compute order by price', limit: 5 } })
  const price: string | undefined = offers.items[0]?.pricePerUnitWei
  const quote = await api.post('/quotes', { body: { spec: { kind: 'compute' }, want: { units: '100' } }, header: {} })
  // @ts-expect-error: the document says that there is no such field
  void quote.notThere
  const { jobId, isNew } = await api.post('/jobs', { body: JSON.parse(job), header: {} })
  let state: string
  do {
    ({ state } = await api.get('/jobs/{jobId}', { path: { jobId } }))
    await new Promise((done) => setTimeout(done, 100))
  } while (['queued', 'assigned', 'running'].includes(state))
  console.log(JSON.stringify({ price, total: quote.totalWei, jobId, isNew, state }))
  declare const process: { argv: string[] }
`

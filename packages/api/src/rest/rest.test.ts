import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { describeOpenApi } from './describe-open-api.ts'
import { listOperations, listProcedures } from './list-operations.ts'
import { matchOperation } from './match-operation.ts'
import { readInput } from './read-input.ts'

/** Not in REST, and why. */
const elsewhere: Record<string, string> = {
  session: 'cookies are read at /api/trpc only',
  apiKeys: 'needs a session: no key makes or ends another',
  pairing: 'the protocol of an agent with the page its owner signs on',
}

test('every procedure is in REST once, or left out for a reason', () => {
  const operations = listOperations()
  const places = operations.map(({ place }) => `${place.method} ${place.path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(places).size, 'two at one place').toBe(places.length)
  const named = new Set(operations.map(({ name }) => name))
  const missing = listProcedures().filter(
    ([name]) => !named.has(name) && elsewhere[name.split('.')[0] ?? ''] === undefined,
  )
  expect(missing.map(([name]) => name)).toEqual([])
})

test('what changes something is never a GET, and what GET takes can be written in an address', () => {
  for (const { name, type, place, input, pathFields } of listOperations()) {
    if (type === 'mutation') expect(place.method, name).not.toBe('GET')
    for (const field of pathFields) expect(Object.keys(input?.properties ?? {}), name).toContain(field)
    if (place.method === 'POST') continue
    for (const [field, schema] of Object.entries(input?.properties ?? {}))
      expect(JSON.stringify(schema), `${name} ${field}: use POST`).not.toContain('"object"')
  }
})

test('the OpenAPI document is valid', async () => {
  const validator = new Validator()
  const result = await validator.validate(JSON.parse(JSON.stringify(describeOpenApi())))
  expect(result).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('each operation has its own id, and every reference leads somewhere', () => {
  const document = describeOpenApi()
  const ids = Object.values(document.paths).flatMap((at) =>
    Object.values(at).map(({ operationId }) => operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, path = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      .split('/')
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document)
    expect(found, path).toBeDefined()
  }
})

describe('a request', () => {
  const fieldsAt = (method: string, path: string) => {
    const match = matchOperation(method, path)
    return match === undefined || 'allow' in match ? match : [match.operation.name, match.fields]
  }

  test('finds its operation by method and path', () => {
    expect(fieldsAt('GET', '/offers/facets')).toEqual(['offers.getFacets', {}])
    expect(fieldsAt('GET', '/offers/0x12')).toEqual(['offers.get', { offerId: '0x12' }])
    expect(fieldsAt('GET', '/operators/a%2Fb/nodes')).toEqual(['operators.findNodes', { operator: 'a/b' }])
    expect(fieldsAt('DELETE', '/jobs')).toEqual({ allow: ['POST'] })
    for (const path of ['/nothing', '/offers/', '/offers/%E0%A4%A', '/', ''])
      expect(fieldsAt('GET', path), path).toBeUndefined()
  })

  const operationOf = (name: string) => {
    const found = listOperations().find((operation) => operation.name === name)
    if (found === undefined) throw new Error(name)
    return found
  }
  const inputOf = (name: string, query: string, body = '', fields: Record<string, string> = {}) =>
    readInput(operationOf(name), {
      fields,
      query: new URLSearchParams(query),
      body: new TextEncoder().encode(body),
    })

  test('gives numbers, booleans and lists their type, and leaves text alone', () => {
    expect(inputOf('leases.find', 'limit=5&renter=0x01')).toEqual({ limit: 5, renter: '0x01' })
    expect(inputOf('jobs.find', 'state=queued', '', { leaseId: '7' })).toEqual({
      leaseId: '7',
      state: 'queued',
    })
    expect(inputOf('usage.get', 'days=many')).toEqual({ days: 'many' })
    expect(inputOf('epochs.get', '', '', { number: '12' })).toEqual({ number: 12 })
    expect(inputOf('operators.find', 'search=7&hasNodes=true')).toEqual({ search: '7', hasNodes: true })
  })

  test('with a parameter nobody knows is refused, and told which there are', () => {
    expect(() => inputOf('usage.get', 'day=3')).toThrow('There is no parameter "day" here: it takes days.')
    expect(() => inputOf('status.get', 'x=3')).toThrow('it takes none')
  })

  test('takes its body as JSON, and its path over its body', () => {
    expect(inputOf('jobs.cancel', '', '{"jobId":"b","signature":"0x"}', { jobId: 'a' })).toEqual({
      ...{ jobId: 'a', signature: '0x' },
    })
    for (const body of ['{', '[]', '"x"', 'null', '\xff'])
      expect(() => inputOf('jobs.submit', '', body), body).toThrow()
  })
})

import { expect, test } from 'vitest'
import { curlOf } from './explain-call.ts'

test('a call is told as the curl command that makes it, safe for a shell', () => {
  const url = "http://site.example/api/trpc/offers.find?input={'a':1}"
  expect(curlOf({ method: 'GET', url, body: undefined })).toBe(
    "curl 'http://site.example/api/trpc/offers.find?input={'\\''a'\\'':1}'",
  )
  expect(curlOf({ method: 'POST', url: 'http://site.example/x', body: '{}' })).toBe(
    "curl -X POST -H 'content-type: application/json' -H 'origin: http://site.example' -H 'x-n3-client: curl' -d '{}' 'http://site.example/x'",
  )
})

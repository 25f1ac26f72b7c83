import type { OpenApiDocument, OpenApiOperation, OpenApiParameter } from './describe-open-api.ts'

/** Sealed bytes, which are no JSON and have no procedure: http/handle-blob-request.ts answers them. */
export function describeBlobs(headers: object): OpenApiDocument['paths'] {
  const hash: OpenApiParameter = {
    ...{ name: 'hash', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    description: 'SHA-256 of the bytes, as hex',
  }
  const bytes = { 'application/octet-stream': { schema: {} } }
  const both = {
    ...{ tags: ['blobs'], security: [{ lease: [] }], parameters: [hash] },
    description: 'Needs a token that the session key of a lease signed.',
  }
  const failed = { $ref: '#/components/responses/Problem' }
  const get: OpenApiOperation = {
    ...{
      operationId: 'blobsGet',
      summary: 'Sealed bytes by their SHA-256: what a job is made of, or its result.',
      ...both,
    },
    responses: { 200: { description: 'The bytes', headers, content: bytes }, default: failed },
  }
  const size = { type: 'object', properties: { size: { type: 'integer' } }, required: ['size'] }
  const put: OpenApiOperation = {
    ...{
      operationId: 'blobsPut',
      summary: 'Stores sealed bytes for a day, and for as long as a job names them.',
      ...both,
    },
    requestBody: { required: true, content: bytes },
    responses: {
      200: { description: 'They are stored', headers, content: { 'application/json': { schema: size } } },
      default: failed,
    },
  }
  return { '/blobs/{hash}': { get, put } }
}

import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { parseOperatorsQuery, toFindInput } from './operators-query.ts'

/** The list an export's URL asks for: the same filters and order as the page, from its first row. */
export function findForExport(request: Request) {
  const search = Object.fromEntries(new URL(request.url).searchParams)
  const query = { ...parseOperatorsQuery(search), after: undefined }
  const { input } = toFindInput(query, 100)
  const find = (cursor: string | undefined) =>
    getApi().operators.find({ ...input, ...(cursor && { cursor }) })
  return { query, find, name: `network3-operators-${query.window}` }
}

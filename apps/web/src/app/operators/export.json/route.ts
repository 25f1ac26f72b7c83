import { download, streamPages } from '../../../features/export/stream-pages.ts'
import { findForExport } from '../../../features/leaderboard/find-for-export.ts'

/** The leaderboard as a JSON array: the items of operators.find, amounts in wei. */
export function GET(request: Request): Response {
  const { find, name } = findForExport(request)
  const body = streamPages({
    find,
    head: '[',
    line: (item, index) => `${index === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`,
    tail: '\n]\n',
  })
  return download(body, `${name}.json`, 'application/json')
}

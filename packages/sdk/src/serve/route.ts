import { AppError } from '@network3/core/app-error'
import { problem } from './problem.ts'

export type Route = {
  method: 'GET' | 'POST'
  /** With at most one `:id`. */
  path: string
  answer: (request: Request, params: { id: string }) => Promise<Response>
}

/** Finds the route of a request and answers by it; 404 and 405 otherwise. */
export async function answerBy(routes: readonly Route[], request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const fitting = routes.flatMap((route) => {
    const id = match(route.path, pathname)
    return id === undefined ? [] : [{ route, id }]
  })
  const found = fitting.find(({ route }) => route.method === request.method)
  if (found !== undefined) return found.route.answer(request, { id: found.id })
  if (fitting.length === 0) throw new AppError('NOT_FOUND', `There is nothing at ${pathname}.`)
  const allow = fitting.map(({ route }) => route.method).join(', ')
  const refused = problem(405, 'INPUT_INVALID', `${pathname} takes ${allow}.`)
  refused.headers.set('allow', allow)
  return refused
}

/** What stands for :id, or nothing for a path without one; undefined when it is another path. */
function match(path: string, pathname: string): string | undefined {
  const pattern = new RegExp(`^${path.replace(':id', '([A-Za-z0-9_]{1,128})')}$`)
  const found = pattern.exec(pathname)
  return found === null ? undefined : (found[1] ?? '')
}

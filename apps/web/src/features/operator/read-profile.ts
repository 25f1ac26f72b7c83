import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'
import type { ProfileQuery } from './profile-query.ts'

/** Everything a profile shows, read side by side. The operator itself may be missing; the lists then are empty. */
export async function readProfile(operator: string, query: ProfileQuery) {
  const { operators, activity } = getApi()
  const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
  const [profile, lists] = await Promise.all([
    tryRead(operators.get({ address: operator })),
    tryRead(
      Promise.all([
        operators.getEarningsSeries({ operator, window: query.window }),
        operators.findEpochs({ operator, limit: 8, ...at(query.epochs) }),
        operators.findNodes({ operator, limit: 10, ...at(query.nodes) }),
        operators.findStakers({ operator, limit: 10, ...at(query.stakers) }),
        activity.find({ operator, limit: 15, ...at(query.history) }),
      ]),
    ),
  ])
  return { profile, lists }
}

import type { Db } from '../../pool.ts'
import { type Epoch, type EpochRow, epochColumns, epochFromRow } from './epoch-row.ts'

/** Posted epochs, newest first, those below `before` when it is given. */
export async function findEpochs(
  db: Db,
  params: { limit: number; before?: bigint | undefined },
): Promise<Epoch[]> {
  const { rows } = await db.query<EpochRow>({
    name: params.before === undefined ? 'find-epochs' : 'find-epochs-before',
    text: `SELECT ${epochColumns} FROM epoch e ${params.before === undefined ? '' : 'WHERE e.number < $2'}
           ORDER BY e.number DESC LIMIT $1`,
    values: params.before === undefined ? [params.limit] : [params.limit, params.before],
  })
  return rows.map(epochFromRow)
}

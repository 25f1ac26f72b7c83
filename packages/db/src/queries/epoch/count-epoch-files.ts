import type { Db } from '../../pool.ts'
import type { EpochFileState } from './epoch-row.ts'

/** Posted epochs by the state of their file. */
export async function countEpochFiles(db: Db): Promise<Record<EpochFileState, number>> {
  const { rows } = await db.query<{ file_state: EpochFileState; total: bigint }>({
    name: 'count-epoch-files',
    text: 'SELECT file_state, count(*) AS total FROM epoch GROUP BY file_state',
  })
  const counts: Record<EpochFileState, number> = { pending: 0, verified: 0, refused: 0 }
  for (const row of rows) counts[row.file_state] = Number(row.total)
  return counts
}

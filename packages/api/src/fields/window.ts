import { z } from 'zod'

/** How far back a leaderboard or a chart looks, from the last indexed block. */
export const windowInput = z.enum(['24h', '7d', '30d', 'all'])

export type RankWindow = z.infer<typeof windowInput>

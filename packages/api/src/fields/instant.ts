import { z } from 'zod'

/** ISO 8601 in UTC with milliseconds, as Date.toISOString prints it. */
export const instantOutput = z.iso.datetime({ precision: 3 })

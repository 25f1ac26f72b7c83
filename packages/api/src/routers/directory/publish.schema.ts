import { z } from 'zod'
import { bundleField, dayField, nameField, positionField } from './fields.ts'

/** Needs no idempotency key: a key published again keeps its place. */
export const publishInput = z.object({ bundle: bundleField })

export const publishOutput = z.object({
  name: nameField,
  epoch: dayField,
  position: positionField,
  /** False: it was there already. */
  isNew: z.boolean(),
})

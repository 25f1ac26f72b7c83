/** What a value in a column is taken for. The order is that of the model's outputs. */
export const piiLabels = [
  'email',
  'phone',
  'ip',
  'mac',
  'card',
  'iban',
  'date',
  'name',
  'address',
  'geo',
  'url',
  'id',
  'number',
  'text',
] as const

export type PiiLabel = (typeof piiLabels)[number]

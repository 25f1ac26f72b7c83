import { countryName, isCountryCode } from '../countries.ts'
import { jobKinds } from '../jobs/job-terms.ts'
import { offerKinds } from '../lease-state.ts'

/** What a value of a field is, which decides what it may be compared by. */
export type FieldType = 'kind' | 'amount' | 'count' | 'country' | 'address' | 'job' | 'yes-no'

type Field = { type: FieldType; says: string; sorts: boolean }

/** Everything an offer can be found by. `says` is shown as help. */
export const queryFields = {
  kind: { type: 'kind', says: 'compute, bandwidth, egress or dataset', sorts: false },
  price: { type: 'amount', says: 'N3 per unit: node-second, MiB or licence', sorts: true },
  slots: { type: 'count', says: 'slots free now', sorts: true },
  units: { type: 'count', says: 'units left', sorts: true },
  duration: { type: 'count', says: 'longest lease, seconds', sorts: true },
  country: { type: 'country', says: 'a country its nodes are in, two letters', sorts: false },
  verified: { type: 'yes-no', says: 'true when a node of it is verified now', sorts: false },
  online: { type: 'yes-no', says: 'true when a node of it is online now', sorts: false },
  runs: { type: 'job', says: 'wasm or onnx: jobs that a verified node of it runs now', sorts: false },
  nodes: { type: 'count', says: 'registered nodes of it that lend this kind', sorts: false },
  stake: { type: 'amount', says: "N3 in the operator's pool", sorts: true },
  operator: { type: 'address', says: 'its wallet', sorts: false },
} as const satisfies Record<string, Field>

export type QueryField = keyof typeof queryFields
export type SortField = {
  [Name in QueryField]: (typeof queryFields)[Name]['sorts'] extends true ? Name : never
}[QueryField]

export const queryFieldNames = Object.keys(queryFields) as QueryField[]

export type QueryOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Sizes compare; everything else is or is not. */
export function operatorsOf(type: FieldType): readonly QueryOperator[] {
  return type === 'amount' || type === 'count' ? ['=', '!=', '<', '<=', '>', '>='] : ['=', '!=']
}

/** Why a word cannot be a value of a field; undefined when it can. */
export function valueFault(type: FieldType, text: string): string | undefined {
  switch (type) {
    case 'kind':
      return offerKinds.some((kind) => kind === text.toLowerCase())
        ? undefined
        : `There is no kind “${text}”: say ${offerKinds.join(', ')}.`
    case 'country':
      return isCountryCode(text.toUpperCase())
        ? undefined
        : `“${text}” is no country code: say two letters, such as DE for ${countryName('DE')}.`
    case 'job':
      return jobKinds.some((kind) => kind === text.toLowerCase())
        ? undefined
        : `There are no jobs “${text}”: say ${jobKinds.join(' or ')}.`
    case 'yes-no':
      return /^(true|false)$/i.test(text) ? undefined : 'Say true or false.'
    case 'amount':
      return /^\d{1,30}(\.\d{1,18})?$/.test(text) ? undefined : 'Say an amount of N3, such as 0.25.'
    case 'count':
      return /^\d{1,19}$/.test(text) ? undefined : 'Say a whole number.'
    case 'address':
      return /^0x[0-9a-fA-F]{40}$/.test(text) ? undefined : 'An address is 0x followed by 40 hex digits.'
  }
}

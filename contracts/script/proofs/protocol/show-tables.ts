import type { ContractDocs, DocumentedItem } from './read-contract-docs.ts'
import { showParameter, showParameterName } from './show-parameters.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

export function showTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}

/** @param roleOf the role a state-changing function needs, or undefined when anybody may call it */
export function showContract(
  name: string,
  { functions, events, errors }: ContractDocs,
  roleOf: (selector: string) => string | undefined,
): string {
  const code = ({ signature }: DocumentedItem) => `\`${signature}\``
  const changes = functions.filter(({ isView }) => !isView)
  const views = functions.filter(({ isView }) => isView)
  return [
    `### ${name}`,
    '',
    showTable(
      ['function', 'who', 'what'],
      changes.map((item) => [code(item), roleOf(item.selector) ?? 'anybody', item.text]),
    ),
    '',
    `<details><summary>${views.length} views, ${events.length} events, ${errors.length} errors</summary>`,
    '',
    showTable(
      ['view', 'what'],
      views.map((item) => [code(item), item.text]),
    ),
    '',
    showTable(
      ['event', 'what'],
      events.map((item) => [code(item), item.text]),
    ),
    '',
    showTable(
      ['error', 'when'],
      errors.map((item) => [code(item), item.text]),
    ),
    '',
    '</details>',
  ].join('\n')
}

type Parameters = Record<string, Record<string, number | string>>

export function showParameters(local: Parameters, production: Parameters): string {
  const rows = Object.entries(production).flatMap(([contract, values]) =>
    Object.entries(values).map(([name, value]) => {
      const here = local[contract]?.[name]
      return [
        contract,
        showParameterName(name),
        showParameter(name, value),
        here === undefined ? '–' : showParameter(name, here),
      ]
    }),
  )
  return showTable(['of', 'parameter', 'production', 'local'], rows)
}

import { readFile } from 'node:fs/promises'
import { type Abi, type AbiParameter, toEventSignature, toFunctionSelector, toFunctionSignature } from 'viem'
import { z } from 'zod'

const text = z.object({ notice: z.string().optional(), details: z.string().optional() })
/** solc keeps a list for errors (one text per declaration), a single one for functions and events. */
const texts = z.record(z.string(), z.union([text, z.array(text)])).default({})
const docs = z.object({ methods: texts, events: texts, errors: texts })
const artifactSchema = z.object({
  abi: z.array(z.record(z.string(), z.unknown())),
  metadata: z.object({
    output: z.object({ userdoc: docs, devdoc: docs }),
  }),
})

export type DocumentedItem = { signature: string; selector: string; isView: boolean; text: string }
export type ContractDocs = { functions: DocumentedItem[]; events: DocumentedItem[]; errors: DocumentedItem[] }

const firstOf = (found: z.infer<typeof text> | z.infer<typeof text>[] | undefined) =>
  (Array.isArray(found) ? found[0] : found) ?? {}

/** Name and parameters as the source has them: `Staked(address indexed operator, uint256 assets)`. */
function show(item: { name: string; inputs: readonly AbiParameter[] }): string {
  const parameters = item.inputs.map(({ type, name = '', ...rest }) => {
    const indexed = 'indexed' in rest && rest.indexed === true ? ' indexed' : ''
    return `${type}${indexed} ${name}`.trim()
  })
  return `${item.name}(${parameters.join(', ')})`
}

/** The first two sentences: enough for a table; the interfaces have the rest. */
function shorten(sentence: string): string {
  const words = sentence
    .replaceAll(/\s+/g, ' ')
    .replace(/\b(?:NOTE|IMPORTANT|WARNING|Requirements):.*$/, '')
    .trim()
  return /^(?:.*?[.:](?= [A-Z]|$)){1,2}/.exec(words)?.[0] ?? words
}

/** What ABI and NatSpec say of a built contract, sorted by name. */
export async function readContractDocs(outFolder: string, name: string): Promise<ContractDocs> {
  const file = await readFile(`${outFolder}/${name}.sol/${name}.json`, 'utf8')
  const { abi, metadata } = artifactSchema.parse(JSON.parse(file))
  const { userdoc, devdoc } = metadata.output
  const describe = (kind: 'methods' | 'events' | 'errors', signature: string) => {
    const { notice } = firstOf(userdoc[kind][signature])
    const { details } = firstOf(devdoc[kind][signature])
    return shorten(notice ?? details ?? '')
  }
  const sorted = (items: DocumentedItem[]) =>
    items.sort((a, b) => (a.signature.toLowerCase() < b.signature.toLowerCase() ? -1 : 1))

  const result: ContractDocs = { functions: [], events: [], errors: [] }
  for (const item of abi as unknown as Abi) {
    if (item.type === 'function') {
      const signature = toFunctionSignature(item)
      const isView = item.stateMutability === 'view' || item.stateMutability === 'pure'
      const selector = toFunctionSelector(item)
      result.functions.push({ signature: show(item), selector, isView, text: describe('methods', signature) })
    } else if (item.type === 'event') {
      const signature = toEventSignature(item)
      result.events.push({
        signature: show(item),
        selector: '',
        isView: false,
        text: describe('events', signature),
      })
    } else if (item.type === 'error') {
      const signature = toFunctionSignature({
        ...item,
        type: 'function',
        outputs: [],
        stateMutability: 'view',
      })
      result.errors.push({
        signature: show(item),
        selector: '',
        isView: false,
        text: describe('errors', signature),
      })
    }
  }
  return { functions: sorted(result.functions), events: sorted(result.events), errors: sorted(result.errors) }
}

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { deploymentSchema } from '@network3/chain/deployment'
import { toFunctionSelector } from 'viem'
import { accessRules, roles } from '../access-rules.ts'
import { artifactNames } from '../artifacts.ts'
import { contractsFolder } from './call-forge.ts'
import { findTypedData } from './protocol/find-typed-data.ts'
import { readContractDocs } from './protocol/read-contract-docs.ts'
import { showContract, showParameters, showTable } from './protocol/show-tables.ts'

/**
 * Writes the generated parts of docs/protocol.md from ABI, NatSpec, access rules and parameter files; with --check
 * writes nothing and exits 1 when they are not what these say. Needs a build. What people wrote there stays.
 */
const file = `${contractsFolder}../docs/protocol.md`

/** Rules name their targets by address: one made up per contract, to be told apart. */
const keys = Object.keys(artifactNames) as (keyof typeof artifactNames)[]
const addressOf = (index: number) => `0x${(index + 1).toString(16).padStart(40, '0')}` as const
const addresses = deploymentSchema.shape.contracts.parse(
  Object.fromEntries(keys.map((key, index) => [key, addressOf(index)])),
)
const rules = accessRules(addresses)

const setAuthority = toFunctionSelector('setAuthority(address)')

async function showContracts(): Promise<string> {
  const parts = keys
    .filter((key) => key !== 'accessManager')
    .map(async (key) => {
      const own = rules.filter(({ target }) => target === addresses[key])
      const roleOf = (selector: string) =>
        selector === setAuthority
          ? 'the AccessManager'
          : own.find(({ functions }) => functions.some((entry) => entry.selector === selector))?.role
      return showContract(
        artifactNames[key],
        await readContractDocs(`${contractsFolder}out`, artifactNames[key]),
        roleOf,
      )
    })
  return (await Promise.all(parts)).join('\n\n')
}

function showRoles(): string {
  const nameOf = (target: string) =>
    artifactNames[keys.find((key) => addresses[key] === target) ?? 'accessManager']
  const rows = Object.entries(roles).map(([role, number]) => {
    const own = rules.filter((rule) => rule.role === role)
    const calls = own.map(
      ({ target, functions }) => `${nameOf(target)}: ${functions.map(({ name }) => name).join(', ')}`,
    )
    return [role, `${number}`, calls.join('; ')]
  })
  return showTable(['role', 'number', 'may call'], rows)
}

async function showTypedData(): Promise<string> {
  const names = (await readdir(`${contractsFolder}src`, { recursive: true })).filter(
    (name) => name.endsWith('.sol') && !name.startsWith('interfaces'),
  )
  const sources = new Map<string, string>()
  for (const name of names.sort()) sources.set(name, await readFile(`${contractsFolder}src/${name}`, 'utf8'))
  const rows = findTypedData(sources).map(({ file: source, type }) => [source, `\`${type}\``])
  return showTable(['hashed in', 'type'], rows)
}

const readParameters = async (profile: string) =>
  JSON.parse(await readFile(`${contractsFolder}script/params/${profile}.json`, 'utf8'))

const sections: Record<string, string> = {
  contracts: await showContracts(),
  roles: showRoles(),
  'typed-data': await showTypedData(),
  parameters: showParameters(await readParameters('local'), await readParameters('production')),
}

const actual = await readFile(file, 'utf8')
let expected = actual
for (const [name, content] of Object.entries(sections)) {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`]
  const [before, rest] = expected.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/protocol.md has no ${start} … ${end}.`)
  expected = `${before}${start}\n${content}\n${end}${after}`
}
if (expected === actual) console.log('docs/protocol.md says what the contracts are.')
else if (process.argv.includes('--check')) {
  console.error('docs/protocol.md differs from the contracts. Run: npm run docs -w @network3/contracts.')
  process.exitCode = 1
} else {
  await writeFile(file, expected)
  console.log('Wrote docs/protocol.md.')
}

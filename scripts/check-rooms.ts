import { listWorkspaces } from './workspaces.ts'

/**
 * The import table of docs/architecture.md, direct edges only. turbo.json holds the transitive closure of the
 * same table and stops imports of undeclared packages; together they mean that web, say, cannot import db.
 */
const MAY_DEPEND_ON: Record<string, string[]> = {
  core: [],
  clsc: [],
  chain: ['core'],
  service: ['core'],
  db: ['core'],
  api: ['core', 'chain', 'clsc', 'db', 'protocol', 'service'],
  sdk: ['core', 'clsc', 'chain', 'protocol'],
  ui: ['core'],
  web: ['core', 'chain', 'clsc', 'models', 'sdk', 'ui', 'api', 'service'],
  indexer: ['core', 'chain', 'db', 'service'],
  protocol: ['core', 'clsc'],
  kgc: ['core', 'chain', 'clsc', 'protocol', 'service'],
  directory: ['core', 'chain', 'clsc', 'db', 'service'],
  'local-servers': ['core'],
  localnet: ['core', 'chain', 'clsc', 'contracts', 'db', 'local-servers', 'protocol', 'service'],
  contracts: ['chain', 'core', 'local-servers'],
  models: [],
  runtime: ['core', 'protocol'],
  gateway: ['core', 'chain', 'protocol', 'db', 'runtime', 'service'],
  agent: ['core', 'clsc', 'chain', 'protocol', 'runtime', 'sdk', 'service'],
  attestor: ['core', 'chain', 'protocol', 'service'],
  sponsor: ['core', 'chain', 'protocol', 'service'],
  worker: ['core', 'db', 'service'],
}
/** Rooms that only tests use: they may depend on anything. */
const TEST_ROOMS = ['testing', 'e2e']

export function checkRooms(): string[] {
  const problems: string[] = []
  for (const workspace of listWorkspaces()) {
    const room = workspace.name.replace('@network3/', '')
    if (workspace.folder === '.' || TEST_ROOMS.includes(room)) continue
    const allowed = MAY_DEPEND_ON[room]
    if (allowed === undefined) {
      problems.push(
        `${workspace.name} is not in the import table: add it to scripts/check-rooms.ts and docs/architecture.md`,
      )
      continue
    }
    const ours = (names: string[]) =>
      names.filter((name) => name.startsWith('@network3/')).map((name) => name.slice(10))
    for (const used of ours(workspace.dependencies)) {
      if (!allowed.includes(used)) problems.push(`${room} must not depend on ${used}`)
    }
    for (const used of ours(workspace.devDependencies)) {
      if (!allowed.includes(used) && !TEST_ROOMS.includes(used))
        problems.push(`${room} must not depend on ${used}, not even for development`)
    }
  }
  return problems
}

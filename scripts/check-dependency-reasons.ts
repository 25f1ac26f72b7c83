import { readFileSync } from 'node:fs'
import { listWorkspaces } from './workspaces.ts'

/** Each package we install ourselves is named in docs/dependencies.md, and nothing that is gone still is. */
export function checkDependencyReasons(): string[] {
  const documented = new Set(
    [...readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]),
  )
  const used = new Set(
    listWorkspaces()
      .flatMap((workspace) => [...workspace.dependencies, ...workspace.devDependencies])
      .filter((name) => !name.startsWith('@network3/')),
  )
  const missing = [...used]
    .filter((name) => !documented.has(name))
    .map((name) => `${name} has no reason in docs/dependencies.md`)
  const stale = [...documented]
    .filter((name) => name !== undefined && !used.has(name))
    .map((name) => `${name} is documented but no longer used`)
  return [...missing, ...stale]
}

import { rmSync } from 'node:fs'
import type { UpResult } from '../up/bring-up.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

/** Tells other programs what is up. It holds the database's password: only the caller may read it. */
export function writeStackFile(path: string, { endpoints, deployment }: UpResult): void {
  writeFileAtomically(
    path,
    `${JSON.stringify({ ...endpoints, contracts: deployment.contracts }, undefined, 2)}\n`,
    0o600,
  )
}

/** What is no longer up is not told. */
export function removeStackFile(path: string): void {
  rmSync(path, { force: true })
}

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AgentEnv } from '../env.ts'
import type { AgentHome } from './open-home.ts'
import { writeFileDurably } from './write-file.ts'

const SECRET_FILE = 'secret'

/**
 * What the keys of a folder are sealed under: the owner's passphrase where one is given; otherwise 32 random bytes in
 * a file beside them. The second keeps a key safe that is copied or backed up without that file, and from nobody who
 * can read the whole folder.
 */
export async function passphraseOf(
  home: AgentHome,
  { passphrase, passphraseFile }: Pick<AgentEnv, 'passphrase' | 'passphraseFile'>,
): Promise<string> {
  if (passphrase !== undefined) return passphrase
  if (passphraseFile !== undefined) return (await readFile(passphraseFile, 'utf8')).trimEnd()
  const path = home.path(SECRET_FILE)
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (known !== undefined) return known.trim()
  const secret = randomBytes(32).toString('hex')
  await writeFileDurably(path, `${secret}\n`)
  return secret
}

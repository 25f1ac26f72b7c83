import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { completionsFor } from './completions.ts'
import { createProgram } from './program.ts'

const program = await createProgram()
const hasBash = spawnSync('bash', ['--version']).status === 0

/** What bash offers after these words. */
function complete(words: readonly string[]): string[] {
  const script = completionsFor(program, 'bash')
  const line = `${script}\nCOMP_WORDS=(n3 ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _n3; echo "\${COMPREPLY[@]}"`
  return spawnSync('bash', ['-c', line]).stdout.toString().trim().split(' ')
}

describe.runIf(hasBash)('in bash', () => {
  test('commands, their own commands, and options follow', () => {
    expect(complete(['re'])).toEqual(['rent', 'redeem'])
    expect(complete(['wallet', ''])).toEqual(expect.arrayContaining(['create', 'import', 'show']))
    expect(complete(['rent', '--bud'])).toEqual(['--budget'])
    expect(complete(['api-keys', 'create', '--sc'])).toEqual(['--scope'])
  })
})

test('every command has a description, for people and for shells', () => {
  const all = program.commands.flatMap((command) => [command, ...command.commands])
  expect(all.filter((command) => command.description() === '').map((command) => command.name())).toEqual([])
  expect(completionsFor(program, 'fish')).toContain("-a offers -d 'offers that can be taken now'")
  expect(completionsFor(program, 'zsh')).toContain("'webhooks create') items=(")
})

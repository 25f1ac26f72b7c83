import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { completionsFor } from './completions.ts'
import { createProgram } from './program.ts'

const program = await createProgram()
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0

/** What bash offers after these words. */
function complete(words: readonly string[]): string[] {
  const script = completionsFor(program, 'bash')
  const line = `${script}\nCOMP_WORDS=(n3 ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _n3; echo "\${COMPREPLY[@]}"`
  return spawnSync('bash', ['-c', line]).stdout.toString().trim().split(' ')
}

describe.runIf(has('bash'))('in bash', () => {
  test('commands, their own commands, and options follow', () => {
    expect(complete(['re'])).toEqual(['rent', 'redeem'])
    expect(complete(['wallet', ''])).toEqual(expect.arrayContaining(['create', 'import', 'show']))
    expect(complete(['rent', '--bud'])).toEqual(['--budget'])
    expect(complete(['api-keys', 'create', '--sc'])).toEqual(['--scope'])
  })
})

/** What _describe, which draws them in zsh, is given after these words. */
const zshHarness = (words: readonly string[]) => `
compdef() {}; _files() { print files }; _describe() { print -l -- \${items%%:*} }
${completionsFor(program, 'zsh')}
words=(n3 ${words.map((word) => `'${word}'`).join(' ')}); CURRENT=$(( $#words ))
_n3; [[ $PATH = /* ]] || print 'PATH is gone'`

test.runIf(has('zsh'))('in zsh, commands, their own commands, and options are told', () => {
  const told = (words: readonly string[]) =>
    spawnSync('zsh', ['-f', '-c', zshHarness(words)])
      .stdout.toString()
      .trim()
      .split('\n')
  expect(told([''])).toEqual(expect.arrayContaining(['rent', 'redeem', 'completions']))
  expect(told(['wallet', ''])).toEqual(expect.arrayContaining(['create', 'import', 'show']))
  expect(told(['rent', '--bud'])).toEqual(expect.arrayContaining(['--budget']))
  expect(told(['api-keys', 'create', '--sc'])).toContain('--scope')
  expect(told(['run', 'model.onnx', ''])).toEqual(['files'])
})

test.runIf(has('fish'))('in fish, commands, their own commands, and options are told', () => {
  const told = (line: string) => {
    const script = `${completionsFor(program, 'fish')}complete -C '${line}'`
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script])
    return stdout
      .toString()
      .trim()
      .split('\n')
      .map((row) => row.split('\t')[0])
  }
  expect(told('n3 re')).toEqual(['redeem', 'rent'])
  expect(told('n3 wallet ')).toEqual(['create', 'import', 'show'])
  expect(told('n3 rent --bud')).toEqual(['--budget'])
})

test('every command has a description, for people and for shells', () => {
  const all = program.commands.flatMap((command) => [command, ...command.commands])
  expect(all.filter((command) => command.description() === '').map((command) => command.name())).toEqual([])
  expect(completionsFor(program, 'fish')).toContain("-a offers -d 'offers that can be taken now'")
  expect(completionsFor(program, 'zsh')).toContain("'webhooks create') items=(")
})

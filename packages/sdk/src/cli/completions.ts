import type { Command } from 'commander'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** A command by the words that name it, with what may follow them. */
type Entry = { path: string; words: { word: string; says: string }[] }

/** A script made from the commands there are, so that it never names another. */
export function completionsFor(program: Command, shell: Shell): string {
  const entries = entriesOf(program, '')
  if (shell === 'fish') return `${entries.flatMap(fishLines).join('\n')}\n`
  return shell === 'zsh' ? zshScript(entries) : bashScript(entries)
}

function entriesOf(command: Command, path: string): Entry[] {
  const subcommands = command.commands.map((inner) => ({ word: inner.name(), says: inner.description() }))
  const options = command.options.map((option) => ({
    word: option.long ?? option.flags,
    says: option.description,
  }))
  const inner = command.commands.flatMap((each) => entriesOf(each, `${path} ${each.name()}`.trim()))
  return [{ path, words: [...subcommands, ...options] }, ...inner]
}

const wordsOf = ({ words }: Entry) => words.map(({ word }) => word).join(' ')

/** The command is told by the words so far that are no options; where no entry has their path, files are completed. */
function bashScript(entries: readonly Entry[]): string {
  const cases = entries.map((entry) => `    '${entry.path}') words='${wordsOf(entry)}' ;;`)
  return `_n3() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=()
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o default -F _n3 n3
`
}

/** In zsh `path` is PATH: another word for the same. */
function zshScript(entries: readonly Entry[]): string {
  const cases = entries.map((entry) => {
    const items = entry.words.map(
      ({ word, says }) => `'${word}:${says.replaceAll("'", '’').replaceAll(':', ' ')}'`,
    )
    return `    '${entry.path}') items=(${items.join(' ')}) ;;`
  })
  return `#compdef n3
_n3() {
  local trail='' word
  local -a items
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) ;; *) trail="\${trail:+$trail }$word" ;; esac
  done
  case "$trail" in
${cases.join('\n')}
  esac
  if (( $#items )); then _describe 'n3' items; else _files; fi
}
compdef _n3 n3
`
}

function fishLines({ path, words }: Entry): string[] {
  const [command, inner] = path.split(' ').filter((word) => word !== '')
  const seen = [command, inner].flatMap((word) =>
    word === undefined ? [] : [`__fish_seen_subcommand_from ${word}`],
  )
  const condition = seen.length === 0 ? '__fish_use_subcommand' : seen.join('; and ')
  return words.map(({ word, says }) => {
    const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`
    return `complete -c n3 -n '${condition}' ${what} -d '${says.replaceAll("'", '’')}'`
  })
}

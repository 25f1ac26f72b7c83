import { AppError } from '@network3/core/app-error'
import { Command, type Command as Commander } from 'commander'
import { completionsFor, type Shell, shells } from '../completions.ts'

/** `n3 completions`: for the shell to complete what follows n3. */
export function completionsCommand(program: () => Commander): Command {
  return new Command('completions')
    .description('a script that completes n3 in your shell: source <(n3 completions bash)')
    .argument('<shell>', shells.join(', '))
    .action((shell: string) => {
      const known = shells.find((one): one is Shell => one === shell)
      if (known === undefined)
        throw new AppError('INPUT_INVALID', `There are scripts for ${shells.join(', ')}.`)
      process.stdout.write(completionsFor(program(), known))
    })
}

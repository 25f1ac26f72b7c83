import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { type HomeOptions, openFolder, withHome } from './options.ts'
import { formatUnit } from './systemd-unit.ts'

export function serviceCommand(): Command {
  return withHome(new Command('service'))
    .description('Prints a systemd unit that keeps the agent running; --write puts it in its place.')
    .option('--write', 'writes ~/.config/systemd/user/n3-agent.service')
    .option('--to <file>', 'writes it there instead')
    .option('--force', 'replaces a file that is there')
    .action(async (options: HomeOptions & { write?: boolean; to?: string; force?: boolean }) => {
      const { home } = await openFolder(options)
      const main = resolve(import.meta.dirname, '..', '..', 'bin', 'n3-agent.mjs')
      const unit = formatUnit({ node: process.execPath, main, home: home.folder })
      if (options.write !== true && options.to === undefined) return console.log(unit)
      const path = options.to ?? join(homedir(), '.config', 'systemd', 'user', 'n3-agent.service')
      await mkdir(dirname(path), { recursive: true })
      const flag = options.force === true ? 'w' : 'wx'
      await writeFile(path, unit, { flag }).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST') throw cause
        throw new AppError('FILE_EXISTS', `${path} is there already: add --force to replace it.`, { cause })
      })
      console.log(`${path}\n\nNow:  systemctl --user enable --now n3-agent`)
      console.log(`And for it to run while you are logged out:  loginctl enable-linger`)
    })
}

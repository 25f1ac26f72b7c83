import { spawnSync } from 'node:child_process'
import { findBrowser } from '../e2e/support/find-browser.ts'

/** Makes sure a Chrome or Chromium is there: the system's own, else Debian's package when we may install it. */
export function installBrowser(): string[] {
  if (findBrowser() !== undefined) return []
  const help =
    'no Chrome or Chromium found: install one (Debian: apt-get install chromium) or set CHROME_PATH to its executable.'
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0
  if (!mayInstall || spawnSync('apt-get', ['--version']).status !== 0) return [help]

  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', args, { encoding: 'utf8', env })
  apt('update')
  const install = apt('install', '-y', '--no-install-recommends', 'chromium')
  return install.status === 0 && findBrowser() !== undefined ? [] : [help, install.stderr ?? '']
}

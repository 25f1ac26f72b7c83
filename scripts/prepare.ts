// What tests need beyond the install: the database client, the contracts' artifacts, a browser.
import { installBrowser } from './install-browser.ts'
import { command, runSteps } from './step.ts'

runSteps([
  command('database client', 'npm', 'run', '--silent', 'generate', '-w', '@network3/db'),
  command('contract artifacts', 'npm', 'run', '--silent', 'build', '-w', '@network3/contracts'),
  command('contract tests, compiled', 'npm', 'run', '--silent', 'build:tests', '-w', '@network3/contracts'),
  { name: 'a browser', run: installBrowser },
])

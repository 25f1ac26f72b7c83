// `npm run check`: everything that can be judged without running the product.
import { checkDependencyReasons } from './check-dependency-reasons.ts'
import { checkFileSizes } from './check-file-sizes.ts'
import { checkRooms } from './check-rooms.ts'
import { checkSecurityTests } from './check-security-tests.ts'
import { checkTestOnly } from './check-test-only.ts'
import { command, runSteps } from './step.ts'

const proofs = 'contracts/script/proofs'

runSteps([
  command('formatting and lint (biome)', 'biome', 'ci', '--colors=off', '--diagnostic-level=error', '.'),
  command('imports cross only declared borders (turbo boundaries)', 'turbo', 'boundaries'),
  { name: 'each room depends on the rooms it may (docs/architecture.md)', run: checkRooms },
  { name: 'test support is imported by tests only', run: checkTestOnly },
  { name: 'no source file over 300 lines', run: checkFileSizes },
  { name: 'a reason for every direct dependency (docs/dependencies.md)', run: checkDependencyReasons },
  { name: 'each attack that SECURITY.md names has its test', run: checkSecurityTests },
  command('no dead files, exports or dependencies (knip)', 'knip'),
  command('one version of each dependency (sherif)', 'sherif'),
  command('ABIs equal the contracts', 'npm', 'run', '--silent', 'abi:check', '-w', '@network3/contracts'),
  command('docs/protocol.md says what the contracts are', 'node', `${proofs}/write-protocol.ts`, '--check'),
  command('every leaf of a tree has its test, every unit test its leaf', 'node', `${proofs}/check-trees.ts`),
  command('forge lint and forge fmt have nothing to say', 'node', `${proofs}/check-lint.ts`),
  command(
    'the migrations equal the schema',
    'npm',
    'run',
    '--silent',
    'check:schema',
    '-w',
    '@network3/testing',
  ),
])

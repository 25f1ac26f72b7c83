import { expect, test } from 'vitest'
import { formatUnit } from './systemd-unit.ts'

test('a folder with spaces, quotes and percent signs stays one word', () => {
  const unit = formatUnit({ node: '/usr/bin/node', main: '/opt/n3/n3-agent.mjs', home: '/home/a b/100%"' })
  expect(unit).toContain(
    'ExecStart="/usr/bin/node" "/opt/n3/n3-agent.mjs" up --no-pair --home "/home/a b/100%%\\""',
  )
  expect(unit).toContain('ReadWritePaths="/home/a b/100%%\\""')
  expect(unit).toMatch(/NoNewPrivileges=yes/)
})

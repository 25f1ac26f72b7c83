import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { endProcess } from './end-process.ts'
import { findProcessFolder, identifyProcess, isProcessAlive } from './process-identity.ts'

function sleepFor(seconds: number, ...shell: string[]) {
  const child = spawn('/bin/sh', ['-c', [...shell, `sleep ${seconds} & wait`].join('\n')], {
    cwd: '/',
    detached: true,
  })
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid)
  if (identity === undefined) throw new Error('the child did not start')
  return { child, identity }
}

test('a process is found again by pid and start, and its folder is known', async () => {
  const { identity } = sleepFor(60)
  expect(isProcessAlive(identity)).toBe(true)
  expect(findProcessFolder(identity.pid)).toBe('/')
  await endProcess(identity, undefined, 'group')
  expect(isProcessAlive(identity)).toBe(false)
})

test('a stranger with a reused pid is neither alive nor signalled', async () => {
  const { identity } = sleepFor(60)
  const before = { ...identity, startedAt: 'earlier' }
  expect(isProcessAlive(before)).toBe(false)
  expect(await endProcess(before)).toBeUndefined()
  expect(isProcessAlive(identity)).toBe(true)
  await endProcess(identity, undefined, 'group')
})

test('a process that ignores the polite signal is ended by the next', async () => {
  const { identity, child } = sleepFor(60, "trap '' TERM", 'echo ready')
  await new Promise((ready) => child.stdout.once('data', ready))
  const steps = [
    { signal: 'SIGTERM', waitMs: 200 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ] as const
  expect(await endProcess(identity, steps, 'group')).toBe('SIGKILL')
})

test('members of a group that outlive their leader are ended with it', async () => {
  const { identity, child } = sleepFor(60, 'sh -c \'trap "" TERM; echo $$; sleep 60\' &')
  const member = await new Promise<number>((read) =>
    child.stdout.once('data', (text) => read(Number(String(text)))),
  )
  const lasting = identifyProcess(member)
  if (lasting === undefined) throw new Error('the member did not start')
  await endProcess(identity, undefined, 'group')
  await expect.poll(() => isProcessAlive(lasting)).toBe(false)
})

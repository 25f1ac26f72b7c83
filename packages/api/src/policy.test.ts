import { TRPCError } from '@trpc/server'
import { expect, test } from 'vitest'
import { anonymous, type Caller } from './access/caller.ts'
import type { Context } from './context.ts'
import { policies } from './policy.ts'
import { listProcedures } from './rest/list-operations.ts'
import { appRouter } from './router.ts'

const procedures = listProcedures()

test('every procedure has a policy, and every policy a procedure', () => {
  expect(Object.keys(policies).toSorted()).toEqual(procedures.map(([path]) => path).toSorted())
})

for (const [path, _def] of procedures) {
  test(`${path} checks what comes in and what goes out, and says what it is for`, () => {
    expect(_def.inputs).toHaveLength(1)
    expect(_def.output).toBeDefined()
    expect(_def.meta?.summary).toMatch(/^[A-Z].{20,}\.$/)
  })
}

test('what changes something is never plainly public, and what reads is never public-write', () => {
  for (const [path, _def] of procedures) {
    const refused = _def.type === 'mutation' ? 'public' : 'public-write'
    expect(policies[path], path).not.toBe(refused)
  }
})

const account = `0x${'ad'.repeat(20)}` as const
const signedIn: Caller = { kind: 'session', account, scopes: ['read', 'jobs', 'leases', 'webhooks'] }
const scopeless: Caller = { kind: 'key', account, keyId: 'key_1', scopes: [], dailyCapWei: null }

/** How a procedure refuses somebody before it looks at the input; undefined when it lets them on to it. */
async function refusalOf(path: string, caller: Caller): Promise<string | undefined> {
  // Nothing but who calls is there: whatever gets further than that fails on the missing rest.
  const callers: unknown = appRouter.createCaller({ caller } as Context)
  const procedure = path.split('.').reduce((at, name) => (at as Record<string, unknown>)[name], callers)
  const error = await (procedure as (input: unknown) => Promise<unknown>)(null).catch((thrown) => thrown)
  const isRefused = error instanceof TRPCError && ['UNAUTHORIZED', 'FORBIDDEN'].includes(error.code)
  return isRefused && error.cause !== undefined && 'code' in error.cause
    ? String(error.cause.code)
    : undefined
}

test('who is let in is what the table says', async () => {
  for (const [path, _def] of procedures) {
    const policy = policies[path] ?? ''
    const told = [await refusalOf(path, anonymous), await refusalOf(path, scopeless)]
    const because = `${path} (${policy})`
    if (policy === 'session')
      expect(told, because).toEqual([
        'SESSION_REQUIRED',
        expect.stringMatching(/SESSION_REQUIRED|KEY_SCOPE_MISSING/),
      ])
    else if (policy.startsWith('key:')) expect(told, because).toEqual(['KEY_REQUIRED', 'KEY_SCOPE_MISSING'])
    else {
      // What anybody may change a key may only with the scope of its router, lest a leaked key does more than it can.
      const isScoped = policy === 'public-write' && /^(?:jobs|directory|offers|leases)\./.test(path)
      expect(told, because).toEqual([undefined, isScoped ? 'KEY_SCOPE_MISSING' : undefined])
    }
    if (policy === 'session' || policy.startsWith('key:'))
      expect(await refusalOf(path, signedIn), because).toBeUndefined()
  }
})

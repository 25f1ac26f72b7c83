import { expect, test } from 'vitest'
import { policies } from './policy.ts'
import { appRouter } from './router.ts'

type Definition = { type: string; inputs: unknown[]; output?: unknown; meta?: { summary?: string } }

// tRPC keeps them flat, by path; its type describes the nested callers instead.
const flat = appRouter._def.procedures as unknown as Record<string, { _def: Definition }>
const procedures = Object.entries(flat)

test('every procedure has a policy, and every policy a procedure', () => {
  expect(Object.keys(policies).toSorted()).toEqual(procedures.map(([path]) => path).toSorted())
})

for (const [path, { _def }] of procedures) {
  test(`${path} checks what comes in and what goes out, and says what it is for`, () => {
    expect(_def.inputs).toHaveLength(1)
    expect(_def.output).toBeDefined()
    expect(_def.meta?.summary).toMatch(/^[A-Z].{20,}\.$/)
  })
}

test('only what changes something is public-write', () => {
  const writing = procedures.filter(([, { _def }]) => _def.type === 'mutation').map(([path]) => path)
  expect(Object.keys(policies).filter((path) => policies[path] === 'public-write')).toEqual(writing)
})

import { expect, test } from 'vitest'
import { codeIn } from './code-in.ts'

test('a code is found however it is typed, and nothing else is taken for one', () => {
  for (const text of ['7K2M-9QXA', '7k2m9qxa', ' 7K2M 9QXA ', '7k-2m-9q-xa'])
    expect(codeIn(text)).toBe('7K2M-9QXA')
  for (const text of ['', '7K2M-9QX', '7K2M-9QXAB', '7K2M-9QX!', 'pair']) expect(codeIn(text)).toBeUndefined()
})

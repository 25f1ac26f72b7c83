import { expect, test } from 'vitest'
import { parseArguments } from './parse-arguments.ts'

const parse = (...args: string[]) => parseArguments(args, '/checkout', '/elsewhere')

test('without arguments everything comes up on the data of the checkout', () => {
  expect(parse()).toEqual({
    command: 'up',
    dataDir: '/checkout/.network3',
    webPort: 3000,
    reset: false,
    economy: true,
  })
})

test('a data folder is relative to where the caller stands', () => {
  expect(parse('--data-dir', 'here').dataDir).toBe('/elsewhere/here')
  expect(parse('--data-dir', '/there').dataDir).toBe('/there')
})

test('options say what they say', () => {
  expect(parse('--reset', '--no-economy', '--port', '4000')).toMatchObject({
    reset: true,
    economy: false,
    webPort: 4000,
  })
  expect(parse('--stop').command).toBe('stop')
  expect(parse('--stop', '--help').command).toBe('help')
})

test.each([['--port', '0'], ['--port', 'web'], ['--port', '65536'], ['--unknown'], ['a-word']])(
  '%s %s is refused with a sentence',
  (...args) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
  },
)

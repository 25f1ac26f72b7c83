import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tensorsFromJson } from '@network3/core/tensors/json-tensors'
import { afterAll, describe, expect, test } from 'vitest'
import { formatOf, nameOfOutput, readJobInput, readModule, writeOutput } from './job-files.ts'

const root = mkdtempSync(join(tmpdir(), 'network3-job-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const json = '{"tensors":[{"name":"x","type":"uint8","dims":[2],"data":[1,2]}]}'

describe('a module', () => {
  test('is told by its ending', async () => {
    writeFileSync(join(root, 'a.onnx'), 'model')
    expect(await readModule(join(root, 'a.onnx'))).toMatchObject({ kind: 'onnx' })
    await expect(readModule(join(root, 'a.exe'))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('tensors', () => {
  const path = join(root, 'in.json')
  writeFileSync(path, `\n ${json}`)

  test('go in as JSON, for a model alone', async () => {
    expect(await readJobInput(path, 'onnx')).toEqual(tensorsFromJson(json))
    expect(Buffer.from(await readJobInput(path, 'wasm')).toString()).toBe(`\n ${json}`)
    expect(await readJobInput(undefined, 'wasm')).toEqual(new Uint8Array())
  })

  test('come out as what went in, or as the file that is asked for', async () => {
    expect(formatOf('onnx', 'in.json', '-')).toBe('json')
    expect(formatOf('onnx', 'in.bin', '-')).toBe('bytes')
    expect(formatOf('onnx', 'in.bin', 'out.json')).toBe('json')
    expect(formatOf('wasm', 'in.json', 'out.json')).toBe('bytes')
    const out = join(root, 'deep/out.json')
    await writeOutput(out, tensorsFromJson(json), 'json')
    expect(readFileSync(out, 'utf8')).toBe(`${json}\n`)
  })
})

test('several outputs are called as their inputs', () => {
  expect(nameOfOutput('out', 'data/a.json', true, 'onnx')).toBe(join('out', 'a.json'))
  expect(nameOfOutput('out', 'data/a.txt', true, 'wasm')).toBe(join('out', 'a.out'))
  expect(nameOfOutput('out.txt', 'a.txt', false, 'wasm')).toBe('out.txt')
})

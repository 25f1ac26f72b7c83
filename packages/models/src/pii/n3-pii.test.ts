import { readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-web/wasm'
import { describe, expect, it } from 'vitest'
import { scoresOf } from '../quantise.ts'
import { classifyColumn } from './classify.ts'
import { FEATURES, featuresOf, hasLuhnDigit, isIban } from './features.ts'
import { generateValues } from './generate.ts'
import { piiLabels } from './labels.ts'
import { readPiiModel, readPiiNetwork } from './load-pii-model.ts'
import { writeModelCard } from './model-card.ts'
import { readHandWritten } from './read-hand-written.ts'
import { writePiiModel } from './write-pii-model.ts'

const network = readPiiNetwork()

describe('n3-pii', () => {
  it('gives in an ONNX runtime the very scores of the integer reference', async () => {
    ort.env.wasm.numThreads = 1
    const session = await ort.InferenceSession.create(readPiiModel())
    const values = [...readHandWritten(), ...generateValues(20, 7)].map(({ value }) => value)
    const features = Uint8Array.from(values.flatMap((value) => [...featuresOf(value)]))
    const { scores } = await session.run({
      features: new ort.Tensor('uint8', features, [values.length, FEATURES]),
    })
    const wanted = values.flatMap((value) => [...scoresOf(network, featuresOf(value))])
    expect(scores?.dims).toEqual([values.length, piiLabels.length])
    expect([...((scores?.data ?? []) as Int32Array)]).toEqual(wanted)
  })

  it('is small, and its file is what the weights give', () => {
    const model = readPiiModel()
    expect(model.length).toBeLessThan(20_000)
    expect(Buffer.from(writePiiModel(network)).equals(model)).toBe(true)
  })

  it('has on its card the figures it reaches, on at least 500 values written by hand', () => {
    const card = readFileSync(new URL('../../n3-pii/MODEL_CARD.md', import.meta.url), 'utf8')
    expect(card).toBe(writeModelCard(network, readPiiModel().length))
    const values = readHandWritten()
    expect(values.length).toBeGreaterThanOrEqual(500)
    expect(new Set(values.map(({ value }) => value)).size).toBe(values.length)
    for (const label of piiLabels) {
      expect(values.filter((value) => value.label === label).length).toBeGreaterThanOrEqual(34)
    }
  })

  it('judges a column by what most of its values say, and an empty one not at all', () => {
    const column = ['ada@example.org', 'grace@example.com', '', 'n/a', 'alan.turing@example.org']
    expect(classifyColumn(network, column)).toEqual({ label: 'email', values: 4, agreeing: 3 })
    expect(classifyColumn(network, ['', '  '])).toBeUndefined()
  })
})

describe('generateValues', () => {
  it('follows from the seed alone', () => {
    expect(generateValues(30, 5)).toEqual(generateValues(30, 5))
    expect(generateValues(30, 5)).not.toEqual(generateValues(30, 6))
  })

  it('makes card numbers and IBANs whose check digits are right', () => {
    const of = (label: string) => generateValues(200, 3).filter((value) => value.label === label)
    for (const { value } of of('card')) expect(hasLuhnDigit(value.replace(/\D/g, ''))).toBe(true)
    for (const { value } of of('iban')) expect(isIban(value.replace(/[^A-Z0-9]/g, ''))).toBe(true)
  })
})

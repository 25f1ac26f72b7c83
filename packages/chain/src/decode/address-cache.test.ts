import { expect, it } from 'vitest'
import { createAddressCache } from './address-cache.ts'

it('gives each address its own text, whatever came before in its place', () => {
  const addressAt = createAddressCache()
  const bytes = Buffer.alloc(40)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let round = 0; round < 2; round++) {
    // More than there is room for, so that every place is taken again.
    for (let index = 0; index < 300_000; index++) {
      bytes.writeUInt32BE(index, 7)
      bytes.writeUInt32BE(Math.imul(index, 0x9e3779b1) >>> 0, 23)
      const address = addressAt(view, 7)
      if (address !== `0x${bytes.toString('hex', 7, 27)}`) expect.fail(`${address} for ${index}`)
    }
  }
})

it('tells addresses apart that differ in one byte, and that are zero', () => {
  const addressAt = createAddressCache()
  const bytes = Buffer.alloc(20)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let place = -1; place < 20; place++) {
    bytes.fill(0)
    if (place >= 0) bytes[place] = 1
    expect(addressAt(view, 0)).toBe(`0x${bytes.toString('hex')}`)
    expect(addressAt(view, 0)).toBe(`0x${bytes.toString('hex')}`)
  }
})

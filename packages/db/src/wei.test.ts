import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Prisma } from './generated/client.ts'
import { weiFromDb, weiToDb } from './wei.ts'

const uint256 = fc.bigInt(0n, 2n ** 256n - 1n)

describe('wei', () => {
  it('comes back from the text of a NUMERIC column as it went in', () => {
    fc.assert(fc.property(uint256, (wei) => weiFromDb(weiToDb(wei)) === wei))
  })

  it('comes back exactly from Prisma’s Decimal, whose own text would be 1e+21', () => {
    fc.assert(fc.property(uint256, (wei) => weiFromDb(new Prisma.Decimal(weiToDb(wei))) === wei))
    expect(String(new Prisma.Decimal('1000000000000000000000'))).toBe('1e+21')
  })

  it.each(['1.5', '1e21', 'x', '0,1'])('refuses %j instead of reading something into it', (text) => {
    expect(() => weiFromDb(text)).toThrow(SyntaxError)
  })
})

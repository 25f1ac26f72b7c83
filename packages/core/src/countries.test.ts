import { expect, it } from 'vitest'
import { countryCodes, countryFromBytes2, countryName, countryToBytes2, isCountryCode } from './countries.ts'

it('has a name for each of the 249 assigned codes', () => {
  expect(countryCodes).toHaveLength(249)
  for (const code of countryCodes) expect(countryName(code)).not.toBe(code)
})

it('goes to the bytes of the registry and back', () => {
  for (const code of countryCodes) expect(countryFromBytes2(countryToBytes2(code))).toBe(code)
  expect(countryToBytes2('DE')).toBe('0x4445')
})

it('shows what is not a country as what it is', () => {
  expect(isCountryCode('ZZ')).toBe(false)
  expect(countryName('ZZ')).toBe('ZZ')
  expect(countryFromBytes2('0x0041')).toBe('?A')
})

import type { Draw } from './draw.ts'
import {
  cities,
  familyNames,
  romanceStreets,
  streetKinds,
  streetNames,
  streetsAbroad,
  topLevel,
  usStates,
} from './word-lists.ts'

/** Values that say where somebody or something is, on a map or in a network. */
export const generatePlace = {
  ip: (draw: Draw): string => {
    const octets = Array.from({ length: 4 }, () => draw.whole(0, 255)).join('.')
    const group = () => draw.hex(draw.whole(1, 4))
    const groups = (count: number) => Array.from({ length: count }, group).join(':')
    return draw.pick([
      octets,
      octets,
      octets,
      `192.168.${draw.whole(0, 255)}.${draw.whole(0, 255)}`,
      `10.${draw.whole(0, 255)}.${draw.whole(0, 255)}.${draw.whole(0, 255)}`,
      `${octets}:${draw.whole(80, 65_535)}`,
      `${octets}/${draw.whole(8, 32)}`,
      groups(8),
      `2001:db8:${groups(draw.whole(1, 3))}::${group()}`,
      `fe80::${groups(4)}`,
      `2a0${draw.hex(1)}:${groups(3)}::${draw.whole(1, 99)}`,
    ])
  },
  mac: (draw: Draw): string => {
    const pairs = Array.from({ length: 6 }, () => draw.hex(2))
    const text = pairs.join(draw.pick([':', ':', '-']))
    if (draw.chance(0.15)) return `${draw.hex(4)}.${draw.hex(4)}.${draw.hex(4)}`
    return draw.chance(0.5) ? text.toUpperCase() : text
  },
  url: (draw: Draw): string => {
    const word = () =>
      draw
        .pick(familyNames)
        .toLowerCase()
        .replace(/[^a-z]/g, '') || 'site'
    const host = `${draw.pick(['', 'www.', 'api.', 'shop.', 'blog.'])}${word()}.${draw.pick(topLevel)}`
    const path = draw.pick([
      '',
      '/',
      `/${word()}`,
      `/${word()}/${word()}.html`,
      `/p/${draw.digits(5)}`,
      `/${word()}?id=${draw.digits(3)}&lang=en`,
      `/docs/v${draw.whole(1, 9)}#${word()}`,
    ])
    const scheme = draw.pick(['https://', 'https://', 'http://', 'ftp://', ''])
    return scheme === '' && path === '' ? `www.${word()}.${draw.pick(topLevel)}` : `${scheme}${host}${path}`
  },
  id: (draw: Draw): string => {
    const { hex, digits, letters } = draw
    return draw.pick([
      `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
      `${hex(8)}-${hex(4)}-4${hex(3)}-9${hex(3)}-${hex(12)}`.toUpperCase(),
      hex(32),
      hex(40),
      `0x${hex(40)}`,
      hex(64),
      `${letters(2)}-${digits(6)}`,
      `${letters(3)}${digits(7)}`,
      `ORD-${draw.whole(2015, 2026)}-${digits(5)}`,
      `INV${digits(8)}`,
      `user_${digits(6)}`,
      `cus_${hex(14)}`,
      `#${digits(6)}`,
      `${digits(3)}-${digits(2)}-${digits(4)}`,
      `${letters(1)}${digits(8)}`,
      `${letters(2)}${digits(6)}${letters(1)}`,
    ])
  },
  address: (draw: Draw): string => {
    const number = draw.whole(1, 240)
    const english = `${number} ${draw.pick(streetNames)} ${draw.pick(streetKinds)}`
    const german = `${draw.pick(streetsAbroad)} ${number}${draw.chance(0.2) ? draw.pick(['a', 'b']) : ''}`
    const compound = `${draw.pick(streetNames)}${draw.pick(['straße', 'str.', 'weg', 'gasse', 'platz'])} ${number}`
    const romance = draw.chance(0.5)
      ? `${number} ${draw.pick(romanceStreets)}`
      : `${draw.pick(romanceStreets)} ${number}`
    const city = draw.pick(cities)
    const street = draw.pick([english, english, german, compound, romance])
    return draw.pick([
      street,
      `${street}, ${city}`,
      `${street}, ${draw.digits(5)} ${city}`,
      `${english}, ${city}, ${draw.pick(usStates)} ${draw.digits(5)}`,
      `${english} Apt ${draw.whole(1, 40)}${draw.pick(['', 'B', 'C'])}`,
      `${draw.digits(5)} ${city}`,
      `P.O. Box ${draw.digits(4)}, ${city}`,
      `Flat ${draw.whole(1, 30)}, ${english}, ${city}`,
    ])
  },
  geo: (draw: Draw): string => {
    const decimals = draw.whole(3, 7)
    const fixed = (most: number) =>
      `${draw.chance(0.4) ? '-' : ''}${draw.whole(0, most)}.${draw.digits(decimals)}`
    const [north, east] = [fixed(89), fixed(179)]
    return draw.pick([
      `${north}, ${east}`,
      `${north},${east}`,
      `${north} ${east}`,
      `(${north}, ${east})`,
      `POINT(${east} ${north})`,
      `geo:${north},${east}`,
      `${draw.whole(0, 89)}°${draw.whole(0, 59)}'${draw.whole(0, 59)}"N ${draw.whole(0, 179)}°${draw.whole(0, 59)}'${draw.whole(0, 59)}"E`,
      `${draw.whole(0, 89)}.${draw.digits(4)}° N, ${draw.whole(0, 179)}.${draw.digits(4)}° W`,
      `lat ${north} lon ${east}`,
    ])
  },
}

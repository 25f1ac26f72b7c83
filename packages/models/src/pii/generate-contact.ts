import type { Draw } from './draw.ts'
import { hasLuhnDigit, isIban } from './features.ts'
import { domains, familyNames, givenNames, topLevel } from './word-lists.ts'

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z-]/g, '')
    .toLowerCase()

/** Values people are reached or paid by. */
export const generateContact = {
  name: (draw: Draw): string => {
    const given = draw.pick(givenNames)
    const family = draw.pick(familyNames)
    return draw.pick([
      `${given} ${family}`,
      `${given} ${family}`,
      `${given} ${family}`,
      `${family}, ${given}`,
      `${given} ${draw.letters(1)}. ${family}`,
      `${given} ${draw.pick(givenNames)} ${family}`,
      `${draw.pick(['Dr.', 'Mr.', 'Mrs.', 'Ms', 'Prof.', 'Herr', 'Frau', 'Mme'])} ${draw.chance(0.5) ? `${given} ` : ''}${family}`,
      `${given.charAt(0)}. ${family}`,
      `${given} ${draw.pick(['van', 'de', 'von', 'da', 'del', 'bin', 'al'])} ${family}`,
      given,
      family,
    ])
  },
  email: (draw: Draw): string => {
    const given = plain(draw.pick(givenNames)) || 'anna'
    const family = plain(draw.pick(familyNames)) || 'weber'
    const user = draw.pick([
      `${given}.${family}`,
      `${given}${family}`,
      `${given.charAt(0)}${family}`,
      `${given}_${family}${draw.whole(1, 99)}`,
      `${given}${draw.whole(1950, 2010)}`,
      `${given}+${draw.pick(['news', 'shop', 'test'])}`,
      draw.pick(['info', 'sales', 'support', 'office', 'admin', 'contact', 'no-reply']),
      `${family}-${given}`,
    ])
    const domain = draw.chance(0.5)
      ? draw.pick(domains)
      : `${plain(draw.pick(familyNames)) || 'mail'}.${draw.pick(topLevel)}`
    return draw.chance(0.05) ? `mailto:${user}@${domain}` : `${user}@${domain}`
  },
  phone: (draw: Draw): string => {
    const { digits, whole } = draw
    return draw.pick([
      `+${whole(1, 99)} ${digits(3)} ${digits(7)}`,
      `+${whole(1, 99)}${digits(whole(9, 11))}`,
      `+1 (${whole(201, 989)}) ${digits(3)}-${digits(4)}`,
      `(${whole(201, 989)}) ${digits(3)}-${digits(4)}`,
      `${whole(201, 989)}-${digits(3)}-${digits(4)}`,
      `${whole(201, 989)}.${digits(3)}.${digits(4)}`,
      `0${whole(20, 999)} ${digits(whole(6, 8))}`,
      `0${whole(20, 999)}/${digits(whole(6, 8))}`,
      `0${whole(1, 9)} ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`,
      `+${whole(30, 49)} ${whole(1, 9)} ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`,
      `00${whole(30, 99)} ${digits(2)} ${digits(4)} ${digits(4)}`,
      `+44 7${digits(3)} ${digits(6)}`,
      `+91-${digits(5)}-${digits(5)}`,
      `tel: +${whole(1, 99)} ${digits(10)}`,
      `0${digits(2)}-${digits(4)}-${digits(4)}`,
      `+${whole(1, 99)}-${digits(2)}-${digits(4)}-${digits(4)}`,
      `${digits(3)} ${digits(3)} ${digits(4)} ext. ${digits(3)}`,
    ])
  },
  card: (draw: Draw): string => {
    const prefix = draw.pick(['4', '51', '52', '53', '54', '55', '34', '37', '6011', '3530'])
    const length = prefix === '34' || prefix === '37' ? 15 : 16
    const body = prefix + draw.digits(length - prefix.length - 1)
    const check = [...'0123456789'].find((digit) => hasLuhnDigit(body + digit)) ?? '0'
    const number = body + check
    const groups =
      length === 15
        ? [number.slice(0, 4), number.slice(4, 10), number.slice(10)]
        : (number.match(/.{4}/g) ?? [])
    return draw.pick([number, groups.join(' '), groups.join('-')])
  },
  iban: (draw: Draw): string => {
    const [country, length] = draw.pick([
      ...[
        ['DE', 22] as const,
        ['FR', 27] as const,
        ['GB', 22] as const,
        ['ES', 24] as const,
        ['IT', 27] as const,
      ],
      ...[
        ['NL', 18] as const,
        ['CH', 21] as const,
        ['PL', 28] as const,
        ['BE', 16] as const,
        ['SE', 24] as const,
      ],
    ])
    const withLetters = country === 'GB' || country === 'NL'
    const body = withLetters ? draw.letters(4) + draw.digits(length - 8) : draw.digits(length - 4)
    const checks = Array.from({ length: 97 }, (_, check) => String(check + 2).padStart(2, '0'))
    const check = checks.find((digits) => isIban(`${country}${digits}${body}`)) ?? '00'
    const number = `${country}${check}${body}`
    return draw.chance(0.5) ? number : (number.match(/.{1,4}/g) ?? []).join(' ')
  },
}

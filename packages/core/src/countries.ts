/** ISO 3166-1 alpha-2 codes in use, from the standard's list of officially assigned codes. */
const codes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
  'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'

const assigned = new Set(codes.split(' '))
const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

export const countryCodes: readonly string[] = [...assigned]

export function isCountryCode(code: string): boolean {
  return assigned.has(code)
}

/** English name; the code itself when it is not assigned, since a chain may carry anything in two bytes. */
export function countryName(code: string): string {
  return assigned.has(code) ? (names.of(code) ?? code) : code
}

/** bytes2 of the registry → two letters. Bytes that are not A–Z become `?`. */
export function countryFromBytes2(value: string): string {
  const first = Number.parseInt(value.slice(2, 4), 16)
  const second = Number.parseInt(value.slice(4, 6), 16)
  const letter = (byte: number) => (byte >= 65 && byte <= 90 ? String.fromCharCode(byte) : '?')
  return letter(first) + letter(second)
}

/** Two letters → bytes2 of the registry. */
export function countryToBytes2(code: string): `0x${string}` {
  return `0x${code.charCodeAt(0).toString(16).padStart(2, '0')}${code.charCodeAt(1).toString(16).padStart(2, '0')}`
}

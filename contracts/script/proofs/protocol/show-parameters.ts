import { formatUnits } from 'viem'

const UNITS = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3_600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
] as const

function showSeconds(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds !== 0 && seconds % candidate.seconds === 0)
  return unit === undefined
    ? `${seconds} s`
    : `${(seconds / unit.seconds).toLocaleString('en-US')} ${unit.name}`
}

/** A parameter as a person reads it; its unit is the end of its name (thawPeriodSeconds, minimumStakeWei, feeBps). */
export function showParameter(name: string, value: number | string): string {
  if (name.endsWith('Seconds')) return showSeconds(Number(value))
  if (name.endsWith('Wei')) return `${Number(formatUnits(BigInt(value), 18)).toLocaleString('en-US')} N3`
  if (name.endsWith('Bps')) return `${Number(value) / 100} %`
  return Number(value).toLocaleString('en-US')
}

export const showParameterName = (name: string): string =>
  name.replace(/(Seconds|Wei|Bps)$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

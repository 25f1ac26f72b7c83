import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { findRunningAgent } from '../home/running-agent.ts'
import {
  changeLimits,
  cpuShareOf,
  type Limits,
  limitsSchema,
  parseHours,
  readLimits,
  slotsOf,
} from '../limits/limits.ts'
import { type HomeOptions, openFolder, withHome } from './options.ts'

type LimitsOptions = HomeOptions & {
  cpu?: string
  memory?: string
  nice?: string
  hours?: string
  battery?: string
  busyAbove?: string
  kinds?: string
  classes?: string
  pause?: boolean
  resume?: boolean
}

export function limitsCommand(): Command {
  return withHome(new Command('limits'))
    .description('Shows what the node may use, and sets it.')
    .option('--cpu <percent>', 'of all cores, for jobs')
    .option('--memory <MiB>', 'of all jobs together')
    .option('--nice <0-19>', 'how much jobs yield to everything else; from the next start on')
    .option('--hours <spans>', 'such as 22:00-07:00,12:00-13:00, or always')
    .option('--battery <on|off>', 'whether it works on battery')
    .option('--busy-above <percent|off>', 'pauses while other programs use more of all cores')
    .option('--kinds <list>', 'wasm,onnx; none for no jobs')
    .option('--classes <list>', 'D0,D1,D2')
    .option('--pause', 'takes no work')
    .option('--resume', 'takes work again')
    .action(async (options: LimitsOptions) => {
      const { home } = await openFolder(options)
      const changes = readChanges(options)
      const isChange = Object.keys(changes).length > 0
      const limits = isChange ? await changeLimits(home, changes) : await readLimits(home)
      if (isChange) await (await findRunningAgent(home))?.act('reload')
      console.log(formatLimits(limits))
    })
}

function readChanges(options: LimitsOptions): Partial<Limits> {
  const { cpu, memory, nice, hours, battery, busyAbove, kinds, classes } = options
  return {
    ...(cpu === undefined ? {} : { cpuPercent: Number(cpu) }),
    ...(memory === undefined ? {} : { memoryMib: Number(memory) }),
    ...(nice === undefined ? {} : { nice: Number(nice) }),
    ...(hours === undefined ? {} : { hours: parseHours(hours) }),
    ...(battery === undefined ? {} : { worksOnBattery: readSwitch('--battery', battery) }),
    ...(busyAbove === undefined ? {} : { busyAbovePercent: busyAbove === 'off' ? null : Number(busyAbove) }),
    ...(kinds === undefined
      ? {}
      : { kinds: readList('--kinds', kinds, limitsSchema.shape.kinds.element.options) }),
    ...(classes === undefined
      ? {}
      : { classes: readList('--classes', classes, limitsSchema.shape.classes.element.options) }),
    ...(options.pause === true ? { isPaused: true } : {}),
    ...(options.resume === true ? { isPaused: false } : {}),
  }
}

function readSwitch(name: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new AppError('INPUT_INVALID', `${name} is on or off.`)
}

function readList<T extends string>(name: string, text: string, known: readonly T[]): T[] {
  if (text === 'none') return []
  return text.split(',').map((part) => {
    const found = known.find((each) => each.toLowerCase() === part.trim().toLowerCase())
    if (found !== undefined) return found
    throw new AppError('INPUT_INVALID', `${name} is a list of ${known.join(', ')}, or none.`)
  })
}

function formatLimits(limits: Limits): string {
  const hours = limits.hours.map(({ from, to }) => `${from}-${to}`).join(', ')
  const rows: [string, string][] = [
    [
      'cpu',
      `${limits.cpuPercent} % of the cores: ${slotsOf(limits)} jobs at once, each up to ${Math.round(cpuShareOf(limits) * 100)} % of a core, nice ${limits.nice}`,
    ],
    ['memory', `${limits.memoryMib} MiB for all jobs`],
    ['hours', hours === '' ? 'always' : hours],
    ['battery', limits.worksOnBattery ? 'works on battery too' : 'pauses on battery'],
    [
      'busy',
      limits.busyAbovePercent === null ? 'not looked at' : `pauses above ${limits.busyAbovePercent} %`,
    ],
    ['kinds', limits.kinds.join(', ') || 'none'],
    ['classes', limits.classes.join(', ') || 'none'],
    ['paused', limits.isPaused ? 'yes, by you: n3-agent limits --resume' : 'no'],
  ]
  return rows.map(([name, text]) => `${name.padEnd(8)} ${text}`).join('\n')
}

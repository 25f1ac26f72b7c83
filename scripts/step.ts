import { spawnSync } from 'node:child_process'

export type Step = { name: string; run: () => string[] }

/** Runs a command; its output is the problem text when it fails. */
export function command(name: string, ...argv: string[]): Step {
  return {
    name,
    run: () => {
      const [file = '', ...args] = argv
      const result = spawnSync(file, args, {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      })
      if (result.status === 0) return []
      return [
        `\`${argv.join(' ')}\` failed${result.error ? `: ${result.error.message}` : ''}`,
        result.stdout,
        result.stderr,
      ]
    },
  }
}

/** Runs the steps one after the other, one line each, and exits 1 when any named a problem. */
export function runSteps(steps: Step[]): void {
  let failures = 0
  for (const step of steps) {
    const startedAt = performance.now()
    const problems = step.run()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    if (problems.length === 0) {
      console.log(`ok   ${step.name} (${seconds} s)`)
      continue
    }
    failures += 1
    console.log(`FAIL ${step.name} (${seconds} s)\n${problems.filter(Boolean).join('\n')}`)
  }
  process.exit(failures === 0 ? 0 : 1)
}

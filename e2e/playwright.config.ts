import { defineConfig } from '@playwright/test'
import { findBrowser } from './support/find-browser.ts'

/** Debian's Chromium as root has no sandbox; the other flags keep it from calling home. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const waiting = ['stake.e2e.ts', 'run-a-node.e2e.ts', 'activate.e2e.ts']

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  globalSetup: './support/start-stack.ts',
  // One stack, one chain. Some of the journeys wait most of their time (for a thaw, an epoch, a parcel): three share two
  // cores well when those begin first.
  workers: 3,
  projects: [
    { name: 'waiting', testMatch: waiting },
    { name: 'acting', testIgnore: waiting },
  ],
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: '../.network3/test/e2e',
  reporter: [['list'], ['json', { outputFile: '../.network3/test/e2e.json' }]],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions: { executablePath: findBrowser(), args: CHROMIUM_FLAGS },
    trace: 'retain-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
  },
})

import { test as base, expect, type Page } from '@playwright/test'
import type { Hex } from 'viem'
import { askFaucet } from './faucet.ts'
import { type InjectedWallet, installInjectedWallet } from './injected-wallet.ts'
import { readStack, type Stack } from './stack.ts'

type Fixtures = {
  stack: Stack
  /** A browser wallet of a new key, announced to the page and funded by the faucet. */
  wallet: InjectedWallet
  /** Every page fails its test on an uncaught error or on a request to anybody but the site, its chain and its keys. */
  quietPage: undefined
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
  stack: async ({}, use) => use(readStack()),
  baseURL: async ({ stack }, use) => use(stack.webUrl),
  wallet: async ({ page, stack }, use) => {
    const wallet = await installInjectedWallet(page, { rpcUrl: stack.rpcUrl, chainId: stack.chainId })
    await askFaucet(stack, wallet.address)
    await use(wallet)
  },
  quietPage: [
    async ({ page, stack }, use) => {
      const problems: string[] = []
      const ours = [stack.webUrl, stack.rpcUrl, ...stack.kgcUrls].map((url) => new URL(url).host)
      page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
      page.on('request', (request) => {
        const url = new URL(request.url())
        if (url.protocol.startsWith('http') && !ours.includes(url.host))
          problems.push(`foreign request: ${url.href}`)
      })
      await use(undefined)
      expect(problems).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** The header's disclosure of the connected wallet. */
export const connectedWallet = (page: Page) =>
  page.getByRole('banner').locator('summary', { hasText: 'Wallet 0x' })

/** Connects through the dialog a person sees, choosing the wallet announced under this name. */
export async function connect(page: Page, wallet: { address: Hex }, name = 'Test wallet'): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('dialog').getByRole('button', { name }).click()
  await expect(connectedWallet(page)).toHaveAttribute('title', wallet.address)
}

/** "1,234.5" → 1234.5: for comparing figures on a page, never for money. */
export const readFigure = (text: string | null): number => Number((text ?? '').replace(/[^0-9.-]/g, ''))

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { findOffers } from './support/rent.ts'
import type { Stack } from './support/stack.ts'
import { expect, test } from './support/test.ts'
import { waitFor } from './support/wait-for.ts'

const pages = [
  '/',
  '/operators',
  'an operator',
  '/nodes',
  'a node',
  '/run-a-node',
  '/market',
  '/market, screened and compared',
  'an offer',
  '/market/new',
  '/leases',
  'the leases of an operator',
  'a lease',
  '/developers',
  '/developers/keys',
  '/developers/webhooks',
  '/developers/usage',
  '/developers/reference',
  '/developers/reference/offers',
  '/store',
  '/store/orders/1',
  '/store/devices/1',
  '/store/fulfilment',
  '/stake',
  '/rewards',
  '/faucet',
  '/status',
] as const

type Shown = (typeof pages)[number]

/** Where the page of one thing is found. */
const listOf: Partial<Record<Shown, string>> = {
  'an operator': '/operators',
  'a node': '/nodes',
  'an offer': '/market',
}

async function open(page: Page, stack: Stack, path: Shown): Promise<void> {
  const list = listOf[path]
  if (path === '/market, screened and compared') {
    const [first, second] = await findOffers(stack, 'kind = compute order by price')
    const compare = [first, second].map((offer) => offer?.offerId).join(',')
    await page.goto(`/market?compare=${compare}&why=${first?.operator}`)
  } else if (path === 'the leases of an operator') {
    const { operator } = await newestLease(stack)
    await page.goto(`/leases?address=${operator}&side=operator&filter=all`)
  } else if (path === 'a lease') {
    await page.goto(`/leases/${(await newestLease(stack)).leaseId}`)
  } else if (list !== undefined) {
    await page.goto(list)
    const href = await page.locator(`table a[href^="${list}/0x"]`).first().getAttribute('href')
    await page.goto(href ?? '')
  } else {
    await page.goto(path)
  }
}

/** The local economy opens its first lease within a minute. */
async function newestLease({ webUrl }: Stack): Promise<{ leaseId: string; operator: string }> {
  const found: { leaseId: string; operator: string }[] = []
  await waitFor('a lease', async () => {
    const answer = await fetch(`${webUrl}/api/trpc/leases.find?input=${encodeURIComponent('{"limit":1}')}`)
    found.push(...(await answer.json()).result.data.items)
    return found.length > 0
  })
  const [lease] = found
  if (lease === undefined) throw new Error('There is no lease.')
  return lease
}

/**
 * What axe finds against WCAG 2.2 AA, by all its rules. These pages have no frames, so axe needs no second page to sum
 * up in; and what passes it need not describe.
 */
async function findSerious(page: Page): Promise<string[]> {
  expect(page.frames()).toHaveLength(1)
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

for (const path of pages) {
  test(`${path}: no serious accessibility finding, no sideways scroll, light and dark, wide and narrow`, async ({
    page,
    stack,
  }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await open(page, stack, path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    // One load, four looks: theme and width are the browser's, and the page follows both at once.
    for (const width of [1440, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 900 })
        expect(await findSerious(page), `${colorScheme}, ${width} px`).toEqual([])
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, `${width} px`).toBeLessThanOrEqual(0)
      }
    }
  })
}

import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './support/test.ts'

const pages = [
  '/',
  '/operators',
  '/nodes',
  'a node',
  '/run-a-node',
  '/market',
  'an offer',
  '/store',
  '/store/orders/1',
  '/store/devices/1',
  '/store/fulfilment',
  '/stake',
  '/rewards',
  '/faucet',
  '/status',
  'an operator',
] as const

/** Where the page of one thing is found. */
const listOf: Partial<Record<(typeof pages)[number], string>> = {
  'an operator': '/operators',
  'a node': '/nodes',
  'an offer': '/market',
}

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    for (const path of pages) {
      test(`${path}, ${theme}, ${width} px: no serious accessibility finding, no sideways scroll`, async ({
        page,
      }) => {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 900 })
        const list = listOf[path]
        if (list !== undefined) {
          await page.goto(list)
          const href = await page.locator(`table a[href^="${list}/0x"]`).first().getAttribute('href')
          await page.goto(href ?? '')
        } else {
          await page.goto(path)
        }
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(
          serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
        ).toEqual([])
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow).toBeLessThanOrEqual(0)
      })
    }
  }
}

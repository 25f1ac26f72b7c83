import { expect, readFigure, test } from './support/test.ts'

test.describe('A visitor without a wallet', () => {
  test('reads the network as it is, with no wallet code on the wire', async ({ page }) => {
    const scripts: string[] = []
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'script') scripts.push(await response.text().catch(() => ''))
    })
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('Registered nodes', { exact: true })).toBeVisible()
    await expect(page.getByRole('region', { name: /^Operators by/ }).getByRole('row')).not.toHaveCount(1)
    await page.waitForLoadState('networkidle').catch(() => undefined)
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((script) => script.includes('rainbowkit') || script.includes('rk-'))).toEqual([])
  })

  test('reads the overview, the leaderboard and a profile without JavaScript', async ({ browser, stack }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.webUrl })
    const page = await context.newPage()
    await page.goto('/')
    await expect(page.getByText('Registered nodes', { exact: true })).toBeVisible()
    await page.goto('/operators')
    const first = page.getByRole('table').getByRole('row').nth(1).getByRole('link').first()
    await first.click()
    await expect(page).toHaveURL(/\/operators\/0x/)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await context.close()
  })

  test('pages through every operator of the leaderboard once', async ({ page }) => {
    await page.goto('/operators?sort=stake')
    const seen = new Set<string>()
    let repeats = 0
    for (;;) {
      const links = page.getByRole('table').first().getByRole('row').getByRole('link')
      await expect(links.first()).toBeVisible()
      for (const href of await links.evaluateAll((all) =>
        all.map((link) => link.getAttribute('href') ?? ''),
      )) {
        if (!/^\/operators\/0x/.test(href)) continue
        if (seen.has(href)) repeats += 1
        seen.add(href)
      }
      const next = page.getByRole('link', { name: /^next/i })
      if ((await next.count()) === 0) break
      const url = page.url()
      await next.click()
      await expect(page).not.toHaveURL(url)
    }
    expect(seen.size).toBeGreaterThanOrEqual(60)
    // The chain moves while we page: an operator whose stake changes between two pages may be met again.
    expect(repeats).toBeLessThanOrEqual(2)
  })

  test('sorts by a column, filters by country, and finds both in the URL', async ({ page }) => {
    await page.goto('/operators')
    await page.getByRole('link', { name: 'Stake, N3' }).click()
    await expect(page).toHaveURL(/sort=stake/)
    await expect(page.getByRole('columnheader', { name: /Stake/ })).toHaveAttribute('aria-sort', 'descending')

    const country = page.getByLabel('Country of nodes')
    const chosen = await country.locator('option').nth(1).getAttribute('value')
    await country.selectOption(chosen ?? '')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(new RegExp(`country=${chosen}`))
    await expect(page.getByRole('table').first().getByRole('row').nth(1)).toBeVisible()
  })

  test('finds the filters folded on a phone, and unfolds them', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/operators')
    await expect(page.getByRole('searchbox', { name: 'Address' })).toBeVisible()
    await expect(page.getByLabel('Country of nodes')).toBeHidden()
    await page.getByText('Filters', { exact: true }).click()
    await expect(page.getByLabel('Country of nodes')).toBeVisible()
  })

  test('is told plainly when nothing matches, and when a page does not exist', async ({ page }) => {
    await page.goto('/operators?q=0xffffffffffffffffffffffffffffffffffffffff')
    await expect(page.getByRole('main')).toContainText(/No operator/i)
    const response = await page.goto('/operators/not-an-address')
    expect(response?.status()).toBe(404)
  })

  test('downloads the leaderboard as CSV and JSON', async ({ request }) => {
    const csv = await (await request.get('/operators/export.csv')).text()
    expect(csv.trim().split('\n').length).toBeGreaterThan(60)
    const json = await (await request.get('/operators/export.json')).json()
    expect(JSON.stringify(json)).toContain('0x')
  })

  test('sees new blocks arrive without reloading', async ({ page }) => {
    await page.goto('/')
    const indicator = page.getByRole('banner').getByText(/block/i).first()
    const before = readFigure(await indicator.textContent())
    await expect(async () =>
      expect(readFigure(await indicator.textContent())).toBeGreaterThan(before),
    ).toPass()
  })
})

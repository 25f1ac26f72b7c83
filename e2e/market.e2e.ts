import { expect, test } from './support/test.ts'

test('a visitor finds capacity by a query, and a slip is pointed at', async ({ page }) => {
  await page.goto('/market')
  const rows = page.getByRole('table').getByRole('row')
  await expect(async () => {
    await page.reload()
    expect(await rows.count()).toBeGreaterThan(10)
  }).toPass({ timeout: 60_000 })

  const query = page.getByRole('searchbox', { name: 'Query' })
  await query.fill('kind = compute and prise < 0.003')
  await query.press('Enter')
  await expect(page.getByText('Did you mean price?')).toBeVisible()
  await expect(page.locator('mark')).toHaveText('prise')

  await page.getByRole('searchbox', { name: 'Query' }).fill('kind = compute and price < 0.003 order by price')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(page).toHaveURL(/q=kind/)
  await expect(rows.nth(1)).toContainText('compute')
  const prices = (await page.locator('tbody tr td:nth-child(2)').allTextContents()).map(Number)
  expect(prices.length).toBeGreaterThan(1)
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))

  await rows.nth(1).getByRole('link', { name: 'compute', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compute, by the node-second')
  await expect(page.getByText('OFFER_OPEN')).toBeVisible()
  const signed = JSON.parse(
    (await page.getByRole('region', { name: 'As signed' }).locator('pre code').textContent()) ?? '',
  )
  expect(signed).toMatchObject({ kind: 'compute', signature: expect.stringMatching(/^0x[0-9a-f]{130}$/) })
})

test('the market is read without JavaScript', async ({ browser, stack }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.webUrl })
  const page = await context.newPage()
  await page.goto('/market?q=kind%20%3D%20dataset')
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText('dataset')
  await context.close()
})

import { epochNow } from './support/epoch-now.ts'
import { installInjectedWallet } from './support/injected-wallet.ts'
import { runAgent } from './support/run-agent.ts'
import { expect, readFigure, test } from './support/test.ts'

test('a stranger pairs a device with a wallet that has nothing, watches it come up, and earn', async ({
  page,
  stack,
}) => {
  // Nobody has ever sent it anything: neither N3 nor gas.
  const wallet = await installInjectedWallet(page, { rpcUrl: stack.rpcUrl, chainId: stack.chainId })
  // Verified: a check comes at a random time of an epoch, which is a minute here.
  test.setTimeout(360_000)
  const agent = runAgent(stack.webUrl, wallet.address)
  try {
    await page.goto('/run-a-node')
    await page.getByLabel('Pairing code').fill('0000-0000')
    await expect(page.getByText('No node waits under this code')).toBeVisible()

    await page.getByLabel('Pairing code').fill((await agent.code).toLowerCase().replace('-', ' '))
    await expect(page.getByText('New Zealand (NZ)')).toBeVisible()
    await page.getByRole('button', { name: 'Connect to sign' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Test wallet' }).click()
    await page.getByRole('button', { name: 'Sign as the operator of this node' }).click()
    await expect(page.getByText('Done: Registered')).toBeAttached({ timeout: 60_000 })
    const next = (await epochNow(stack)) + 1
    await expect(page.getByText('Done: Online')).toBeAttached({ timeout: 60_000 })
    await expect(page.getByText('Done: Verified')).toBeAttached({ timeout: 150_000 })
    expect(wallet.requests).not.toContain('eth_sendTransaction')

    await page.getByRole('link', { name: 'Open the node’s page' }).click()
    await expect(page.getByText('NODE_VERIFIED')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Work', exact: true })).toContainText('right')

    // The first epoch it was there for from beginning to end: told once attestors have posted it.
    const epoch = page
      .getByRole('region', { name: 'By epoch' })
      .locator('details')
      .filter({
        has: page.locator('summary', { hasText: new RegExp(`^\\s*${next}\\s*began`) }),
      })
    await expect(epoch).toBeVisible({ timeout: 180_000 })
    const [, amount] =
      /Why this much\?(.*)N3/.exec((await epoch.locator('summary').textContent()) ?? '') ?? []
    expect(readFigure(amount ?? null)).toBeGreaterThan(0)
    await epoch.locator('summary').click()
    const input = (label: string) => epoch.locator('dl > div', { hasText: label }).locator('dd')
    await expect(input('Minimum stake met')).toHaveText('no')
    await expect(input('Locked')).toHaveText('yes')
  } finally {
    await agent.stop()
  }
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('NODE_OFFLINE_STOPPED').first()).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
})

test('a code linked from a terminal is entered already, and an unreadable one is not asked for', async ({
  page,
}) => {
  await page.goto('/run-a-node#7K2M-9QXA')
  await expect(page.getByLabel('Pairing code')).toHaveValue('7K2M-9QXA')
  await expect(page.getByText('No node waits under this code')).toBeVisible()
  await page.getByLabel('Pairing code').fill('7K2M')
  await expect(page.getByText('Eight letters and digits; case and dash do not matter.')).toBeVisible()
})

test('nodes are found by their standing, and never counted as more than they are', async ({ page }) => {
  await page.goto('/nodes')
  const figure = async (label: string) =>
    Number(
      (
        await page
          .locator('dl > div')
          .filter({ has: page.getByText(label, { exact: true }) })
          .locator('dd')
          .first()
          .textContent()
      )?.replace(/\D/g, ''),
    )
  const registered = await figure('Registered')
  expect(registered).toBeGreaterThan(50)
  await expect(async () => {
    await page.reload()
    expect(await figure('Verified')).toBeGreaterThanOrEqual(1)
  }).toPass({ timeout: 80_000 })
  expect(await figure('Online')).toBeLessThanOrEqual(registered)
  expect(await figure('Verified')).toBeLessThanOrEqual(await figure('Online'))

  await page.getByRole('link', { name: 'verified', exact: true }).click()
  await expect(page).toHaveURL(/status=verified/)
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.nth(1)).toContainText('verified')
  await rows.nth(1).getByRole('link').first().click()
  await expect(page.getByText('NODE_VERIFIED')).toBeVisible()
})

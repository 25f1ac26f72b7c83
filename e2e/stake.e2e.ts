import type { Page } from '@playwright/test'
import { connect, connectedWallet, expect, test } from './support/test.ts'

/** The operator with the least stake: one whose place a thousand N3 can move. */
async function chooseOperator(page: Page): Promise<string> {
  await page.goto('/operators?sort=stake&direction=asc&economy=local')
  const links = page.getByRole('table').first().getByRole('row').getByRole('link')
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const operators = [...new Set(hrefs.filter((href) => /^\/operators\/0x/.test(href)))]
  return (operators[0] ?? '').split('/').at(-1) ?? ''
}

/** How many operators have more stake, read as a person would: the row's place in the list by stake. */
async function stakePlace(page: Page, operator: string): Promise<number> {
  const response = await page.request.get('/operators/export.json?sort=stake')
  const text = await response.text()
  const addresses = [...text.matchAll(/"(0x[0-9a-fA-F]{40})"/g)].map((match) => match[1]?.toLowerCase())
  return [...new Set(addresses)].indexOf(operator.toLowerCase())
}

test('a stake travels from the wallet to the leaderboard, and back out again', async ({ page, wallet }) => {
  test.setTimeout(240_000)
  const operator = await chooseOperator(page)
  const placeBefore = await stakePlace(page, operator)

  await page.goto(`/stake?operator=${operator}`)
  await connect(page, wallet)
  const form = page.getByRole('form', { name: 'Stake' })
  await form.getByLabel(/Amount/).fill('900')
  const promptsBefore = wallet.requests.filter((method) => method === 'eth_sendTransaction').length
  await form.getByRole('button', { name: 'Stake' }).click()

  // Mined, indexed and on the page within three seconds of the wallet's confirmation.
  await expect
    .poll(() => wallet.requests.filter((method) => method === 'eth_sendTransaction').length)
    .toBe(promptsBefore + 1)
  const positions = page.getByRole('region', { name: 'Your positions' }).getByRole('table')
  const confirmedAt = Date.now()
  await expect(positions).toContainText(/899\.9|900/, { timeout: 10_000 })
  const seconds = (Date.now() - confirmedAt) / 1000
  test.info().annotations.push({ type: 'stake to page, s', description: seconds.toFixed(2) })
  expect(seconds).toBeLessThan(3)
  expect(wallet.requests.filter((method) => /signTypedData|personal_sign/.test(method))).toEqual([])

  expect(await stakePlace(page, operator)).toBeLessThan(placeBefore)

  await page.reload()
  await expect(connectedWallet(page)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Your positions' }).getByRole('table')).toContainText(
    /899\.9|900/,
  )

  const unstake = async (amount: string) => {
    await page.getByRole('button', { name: /^Unstake from/ }).click()
    const dialog = page.getByRole('dialog', { name: /^Unstake from/ })
    await dialog.getByLabel(/Amount/).fill(amount)
    await dialog
      .getByRole('button', { name: /unstake/i })
      .last()
      .click()
    await expect(dialog).toBeHidden()
  }
  await unstake('300')
  const cancel = page.getByRole('button', { name: /^Cancel request/ })
  await expect(cancel).toBeVisible()
  await expect(page.getByRole('button', { name: /^Withdraw request/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await cancel.click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()

  await unstake('200')
  const withdraw = page.getByRole('button', { name: /^Withdraw request/ })
  await expect(withdraw).not.toHaveAttribute('aria-disabled', 'true', { timeout: 90_000 })
  await withdraw.click()
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
})

test('a rejected prompt costs nothing and says nothing; the next one works', async ({ page, wallet }) => {
  const operator = await chooseOperator(page)
  await page.goto(`/stake?operator=${operator}`)
  await connect(page, wallet)
  const form = page.getByRole('form', { name: 'Stake' })
  await form.getByLabel(/Amount/).fill('5')
  wallet.rejectNext()
  await form.getByRole('button', { name: 'Stake' }).click()
  await expect(form.getByRole('button', { name: 'Stake' })).toBeEnabled()
  await expect(page.getByRole('region', { name: 'Your positions' }).getByRole('table')).toHaveCount(0)
  await form.getByRole('button', { name: 'Stake' }).click()
  await expect(page.getByRole('region', { name: 'Your positions' }).getByRole('table')).toBeVisible()
})

test('more than the balance is refused before any prompt, with the reason', async ({ page, wallet }) => {
  const operator = await chooseOperator(page)
  await page.goto(`/stake?operator=${operator}`)
  await connect(page, wallet)
  const form = page.getByRole('form', { name: 'Stake' })
  await form.getByLabel(/Amount/).fill('999999')
  await expect(form.getByRole('button', { name: 'Stake' })).toHaveAttribute('aria-disabled', 'true')
  await expect(form).toContainText(/more than|not enough|balance/i)
  expect(wallet.requests).not.toContain('eth_sendTransaction')
})

test('on the wrong network the page offers one click to switch, and never asks at load', async ({
  page,
  wallet,
}) => {
  const operator = await chooseOperator(page)
  await page.goto(`/stake?operator=${operator}`)
  await connect(page, wallet)
  wallet.setChainId(1)
  wallet.requests.length = 0
  await page.reload()
  await expect(page.getByRole('banner')).toContainText('wrong network')
  expect(wallet.requests).not.toContain('wallet_switchEthereumChain')
  const form = page.getByRole('form', { name: 'Stake' })
  await form.getByLabel(/Amount/).fill('5')
  await form.getByRole('button', { name: /switch/i }).click()
  await expect.poll(() => wallet.requests).toContain('wallet_switchEthereumChain')
  await page
    .getByRole('form', { name: 'Stake' })
    .getByLabel(/Amount/)
    .fill('5')
  await expect(page.getByRole('form', { name: 'Stake' }).getByRole('button', { name: 'Stake' })).toBeEnabled()
})

test('a newcomer without an extension acts with the demo wallet and the faucet', async ({ page }) => {
  await page.goto('/faucet')
  await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /demo/i }).click()
  await expect(connectedWallet(page)).toBeVisible()
  await page.getByRole('button', { name: /^Send 1 ETH/ }).click()
  await expect(page.getByText('ARRIVED', { exact: true })).toBeVisible()
  const operator = await chooseOperator(page)
  await page.goto(`/stake?operator=${operator}`)
  const form = page.getByRole('form', { name: 'Stake' })
  await expect(form).toContainText(/Balance 1,000/)
  await form.getByLabel(/Amount/).fill('10')
  await form.getByRole('button', { name: 'Stake' }).click()
  await expect(page.getByRole('region', { name: 'Your positions' }).getByRole('table')).toBeVisible()
})

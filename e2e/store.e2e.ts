import { parseEther } from 'viem'
import { balanceOf, buyAsStranger, changeBatch, openBatch } from './support/batches.ts'
import { openOrderForm, prompts } from './support/order-form.ts'
import { connect, expect, test } from './support/test.ts'

// One after the other: they share the merchant's key, and with it its nonce.
test.describe.configure({ mode: 'default' })

test('a device is bought in one prompt and given back before it ships, for all that was paid', async ({
  page,
  stack,
  wallet,
}) => {
  const batchId = await openBatch(stack, { priceN3: '25.5', supply: 10, capPerWallet: 3 })
  await page.goto('/store')
  await connect(page, wallet)
  const before = await balanceOf(stack, wallet.address)

  const form = await openOrderForm(page, batchId)
  await form.getByRole('button', { name: 'More devices' }).click()
  await expect(form).toContainText('51 N3')
  await expect(form).toContainText('You may buy 3.')
  await form.getByRole('button', { name: 'Buy', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(prompts(wallet)).toBe(1)
  expect(wallet.requests.filter((method) => /signTypedData|personal_sign/.test(method))).toEqual([])
  await expect(page.getByText('you have 2, and may buy 1 more')).toBeVisible()
  expect(await balanceOf(stack, wallet.address)).toBe(before - parseEther('51'))

  const devices = page.getByRole('region', { name: 'Your devices' })
  await expect(devices.getByRole('row')).toHaveCount(3)
  await page
    .getByRole('region', { name: 'Your orders' })
    .getByRole('link', { name: /^Order/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ordered')
  await page
    .getByRole('button', { name: /^Refund device/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: /^Refund device/ })
  await expect(dialog).toContainText('25.5 N3')
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
  await expect(page.getByText('DEVICE_REFUND_REQUESTED')).toBeVisible()
  expect(await balanceOf(stack, wallet.address)).toBe(before - parseEther('25.5'))

  await page.goto(`/store?batch=${batchId}`)
  await expect(page.getByText('you have 1, and may buy 2 more')).toBeVisible()
})

test('an order over the cap is refused where it is typed, before any prompt', async ({
  page,
  stack,
  wallet,
}) => {
  const batchId = await openBatch(stack, { priceN3: '1', supply: 10, capPerWallet: 2 })
  await page.goto('/store')
  await connect(page, wallet)
  const form = await openOrderForm(page, batchId)
  await form.getByRole('spinbutton').fill('3')
  await expect(form).toContainText('A wallet may buy 2 devices of this batch')
  await expect(form.getByRole('button', { name: 'Buy', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  expect(wallet.requests).not.toContain('eth_sendTransaction')
})

test('a batch that sells out while one looks takes no order, and says so', async ({
  page,
  stack,
  wallet,
}) => {
  const batchId = await openBatch(stack, { priceN3: '5', supply: 1, capPerWallet: 1 })
  await page.goto('/store')
  await connect(page, wallet)
  const form = await openOrderForm(page, batchId)
  await buyAsStranger(stack, batchId, 1, '5')
  await form.getByRole('button', { name: 'Buy', exact: true }).click()
  await expect(form).toContainText(/sold out|every device of this batch is sold/i)
  await page.keyboard.press('Escape')
  const button = page.getByRole('main').getByRole('button', { name: 'Buy', exact: true })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription('Every device of this batch is sold.')
  expect(wallet.requests).not.toContain('eth_sendTransaction')
})

test('a price that changes between page and prompt is told, and never paid without being accepted', async ({
  page,
  stack,
  wallet,
}) => {
  const batchId = await openBatch(stack, { priceN3: '20', supply: 3, capPerWallet: 3 })
  await page.goto('/store')
  await connect(page, wallet)
  const form = await openOrderForm(page, batchId)
  await expect(form).toContainText('20 N3')
  await changeBatch(stack, batchId, { priceN3: '30', supply: 3, capPerWallet: 3 })
  await form.getByRole('button', { name: 'Buy', exact: true }).click()
  await expect(form).toContainText('The price changed from 20 N3 to 30 N3')
  expect(wallet.requests).not.toContain('eth_sendTransaction')

  await form.getByRole('button', { name: 'Accept 30 N3' }).click()
  const before = await balanceOf(stack, wallet.address)
  await form.getByRole('button', { name: 'Buy', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Your orders' }).getByRole('table')).toBeVisible()
  expect(await balanceOf(stack, wallet.address)).toBe(before - parseEther('30'))
})

test('a declined prompt buys nothing and says nothing; the next one works', async ({
  page,
  stack,
  wallet,
}) => {
  const batchId = await openBatch(stack, { priceN3: '2', supply: 3, capPerWallet: 3 })
  await page.goto('/store')
  await connect(page, wallet)
  const form = await openOrderForm(page, batchId)
  const before = await balanceOf(stack, wallet.address)
  wallet.rejectNext()
  const button = form.getByRole('button', { name: 'Buy', exact: true })
  await button.click()
  await expect.poll(() => prompts(wallet)).toBe(1)
  await expect(button).toBeEnabled()
  await expect(form.getByRole('alert')).toHaveCount(0)
  expect(await balanceOf(stack, wallet.address)).toBe(before)
  await button.click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('region', { name: 'Your orders' }).getByRole('table')).toBeVisible()
})

test('anybody reads what waits to be shipped; only the fulfiller may act on it', async ({
  page,
  stack,
  wallet,
}) => {
  const batchId = await openBatch(stack, { priceN3: '1', supply: 1, capPerWallet: 1 })
  await buyAsStranger(stack, batchId, 1, '1')
  await page.goto('/store/fulfilment')
  await expect(page.getByText('DEVICE_NOT_FULFILLER')).toBeVisible()
  await connect(page, wallet)
  await expect(page.getByText('DEVICE_NOT_FULFILLER')).toBeVisible()
  const ship = page.getByRole('button', { name: 'Ship', exact: true })
  await expect(ship).toHaveAttribute('aria-disabled', 'true')
  await expect(ship).toHaveAccessibleDescription('Only a wallet with the fulfiller role can do this.')
  await expect(page.getByRole('button', { name: /^Cancel device/ }).first()).toHaveAttribute(
    'aria-disabled',
    'true',
  )
})

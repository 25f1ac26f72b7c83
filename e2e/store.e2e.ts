import { chromium, type Locator, type Page } from '@playwright/test'
import { parseEther } from 'viem'
import { balanceOf, buyAsStranger, changeBatch, openBatch, shipDirectly } from './support/batches.ts'
import { buildDevice, showCode } from './support/edge-device.ts'
import { installInjectedWallet } from './support/injected-wallet.ts'
import { createReader, keyOfRole } from './support/local-chain.ts'
import { writeQrVideo } from './support/qr-video.ts'
import type { Stack } from './support/stack.ts'
import { connect, expect, test } from './support/test.ts'

// One after the other: they share the merchant's and the fulfiller's keys, and with them their nonces.
test.describe.configure({ mode: 'default' })

const prompts = (wallet: { requests: string[] }) =>
  wallet.requests.filter((method) => method === 'eth_sendTransaction').length

/** Opens the order form of a batch as a person does. */
async function openOrderForm(page: Page, batchId: number): Promise<Locator> {
  await page.goto(`/store?batch=${batchId}`)
  await page.getByRole('main').getByRole('button', { name: 'Buy', exact: true }).click()
  const form = page.getByRole('form', { name: 'Buy' })
  await expect(form).toBeVisible()
  return form
}

/** Buys from the page and follows the order to its page. Returns the numbers of its devices. */
async function buy(page: Page, batchId: number, quantity: number): Promise<string[]> {
  const form = await openOrderForm(page, batchId)
  await form.getByRole('spinbutton').fill(String(quantity))
  await form.getByRole('button', { name: 'Buy', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page
    .getByRole('region', { name: 'Your orders' })
    .getByRole('link', { name: /^Order \d+$/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/store\/orders\/\d+$/)
  const links = page.getByRole('main').getByRole('heading', { level: 3 }).getByRole('link')
  await expect(links).toHaveCount(quantity)
  return (await links.allTextContents()).map((text) => text.replace('Device ', ''))
}

/** Ships through the fulfiller's page, in a browser of the fulfiller's own. */
async function ship(
  page: Page,
  stack: Stack,
  orderId: string,
  shipments: { tokenId: string; keyCommitment: string }[],
): Promise<void> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('There is no browser to open a second window in.')
  const context = await browser.newContext({ baseURL: stack.webUrl })
  const office = await context.newPage()
  const fulfiller = await installInjectedWallet(office, {
    rpcUrl: stack.rpcUrl,
    chainId: stack.chainId,
    privateKey: keyOfRole('fulfiller'),
  })
  await office.goto('/store/fulfilment')
  await connect(office, fulfiller)
  await office.getByRole('textbox', { name: 'One order only' }).fill(orderId)
  await office.getByRole('button', { name: 'Show' }).click()
  for (const { tokenId, keyCommitment } of shipments) {
    await office.getByLabel(`Key commitment of device ${tokenId}`, { exact: true }).fill(keyCommitment)
  }
  const name =
    shipments.length === 1 ? `Ship device ${shipments[0]?.tokenId}` : `Ship ${shipments.length} devices`
  await office.getByRole('button', { name, exact: true }).click()
  for (const { tokenId } of shipments) {
    await expect(office.getByLabel(`Key commitment of device ${tokenId}`, { exact: true })).toBeHidden()
  }
  expect(prompts(fulfiller)).toBe(1)
  await context.close()
}

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

test('a device is bought, shipped, activated with the code it shows, and is then a node of its owner', async ({
  page,
  stack,
  wallet,
}) => {
  test.setTimeout(180_000)
  const batchId = await openBatch(stack, { priceN3: '10', supply: 5, capPerWallet: 5 })
  await page.goto('/store')
  await connect(page, wallet)
  const tokenIds = await buy(page, batchId, 2)
  const [tokenId = '', otherId = ''] = tokenIds
  const device = buildDevice()
  const other = buildDevice()
  const orderId = page.url().split('/').at(-1) ?? ''
  await ship(page, stack, orderId, [
    { tokenId, keyCommitment: device.keyCommitment },
    { tokenId: otherId, keyCommitment: other.keyCommitment },
  ])

  // The buyer's page has followed the shipment by itself, and no longer gives the money back.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Shipped')
  const refund = page.getByRole('button', { name: `Refund device ${tokenId}` })
  await expect(refund).toHaveAttribute('aria-disabled', 'true')
  await expect(refund).toHaveAccessibleDescription(/can no longer be returned/)

  await page.getByRole('link', { name: `Activate device ${tokenId}` }).click()
  const activation = page.getByRole('region', { name: 'Activation' })
  const field = activation.getByRole('textbox', { name: 'Activation code' })
  const activate = activation.getByRole('button', { name: 'Activate', exact: false })
  const owner = wallet.address
  const code = await showCode(stack, device, { tokenId: BigInt(tokenId), owner })
  const before = prompts(wallet)

  await field.fill(code.slice(0, 200))
  await expect(activation).toContainText('This is not an activation code')
  await field.fill(code.slice(0, 100) + (code[100] === 'A' ? 'B' : 'A') + code.slice(101))
  await expect(activation).toContainText('A character of this activation code is wrong')
  await field.fill(await showCode(stack, other, { tokenId: BigInt(otherId), owner }))
  await expect(activation).toContainText('This code was made by another device')
  await expect(activate).toHaveAttribute('aria-disabled', 'true')
  await field.fill(await showCode(stack, other, { tokenId: BigInt(tokenId), owner }))
  await activate.click()
  await expect(activation).toContainText('The code is not from the device that was shipped')
  expect(prompts(wallet)).toBe(before)

  await field.fill(code)
  await expect(activation).toContainText('New Zealand')
  await expect(activation).toContainText('compute, bandwidth')
  await activate.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Active')
  expect(prompts(wallet)).toBe(before + 1)
  await page.getByRole('link', { name: 'See its node' }).click()
  await expect(page).toHaveURL(new RegExp(`/operators/${owner}`, 'i'))
  const nodes = page.getByRole('region', { name: 'Nodes', exact: true })
  await expect(nodes).toContainText(device.node.address.slice(0, 6))
  await nodes.getByRole('link', { name: `Edge device ${tokenId}` }).click()
  await expect(page).toHaveURL(new RegExp(`/store/devices/${tokenId}$`))
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

/** A shipped device of somebody else's, and the code it shows. */
async function shipToStranger(stack: Stack) {
  const batchId = await openBatch(stack, { priceN3: '1', supply: 1, capPerWallet: 1 })
  const { owner, firstTokenId: tokenId } = await buyAsStranger(stack, batchId, 1, '1')
  const device = buildDevice()
  await shipDirectly(stack, tokenId, device.keyCommitment)
  return { tokenId, device, owner, code: await showCode(stack, device, { tokenId, owner }) }
}

test('the code is read from the screen of the device with the camera', async ({ stack }, testInfo) => {
  const { tokenId, device, code } = await shipToStranger(stack)
  const video = testInfo.outputPath('code.y4m')
  writeQrVideo(video, code)
  const { executablePath, args = [] } = testInfo.project.use.launchOptions ?? {}
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      ...args,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    ],
  })
  const page = await browser.newPage({ baseURL: stack.webUrl })
  await page.goto(`/store/devices/${tokenId}#activate`)
  const activation = page.getByRole('region', { name: 'Activation' })
  await activation.getByRole('button', { name: 'Scan with the camera' }).click()
  await expect(activation.getByRole('textbox', { name: 'Activation code' })).toHaveValue(code)
  await expect(activation).toContainText(device.node.address.slice(0, 6))
  await expect(activation.locator('video')).toHaveCount(0)
  await browser.close()
})

test('the device of somebody else is neither activated nor refunded, and a code too old is told as that', async ({
  page,
  stack,
  wallet,
}) => {
  const { tokenId, device, owner, code } = await shipToStranger(stack)
  const { timestamp } = await createReader(stack).getBlock()
  const old = await showCode(stack, device, {
    tokenId,
    owner,
    validForS: -Math.max(60, Number(timestamp) - Math.floor(Date.now() / 1000) + 60),
  })
  await page.goto(`/store/devices/${tokenId}#activate`)
  const activation = page.getByRole('region', { name: 'Activation' })
  await activation.getByRole('textbox', { name: 'Activation code' }).fill(old)
  await expect(activation).toContainText('This code is too old.')
  await activation.getByRole('textbox', { name: 'Activation code' }).fill(code)
  await connect(page, wallet)
  await expect(activation).toContainText('This device belongs to another wallet.')
  await expect(activation.getByRole('button', { name: /^Activate device/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  expect(wallet.requests).not.toContain('eth_sendTransaction')
})

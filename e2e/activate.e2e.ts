import { chromium, type Page } from '@playwright/test'
import { buyAsStranger, openBatch, shipDirectly } from './support/batches.ts'
import { buildDevice, showCode } from './support/edge-device.ts'
import { installInjectedWallet } from './support/injected-wallet.ts'
import { createReader, keyOfRole } from './support/local-chain.ts'
import { openOrderForm, prompts } from './support/order-form.ts'
import { writeQrVideo } from './support/qr-video.ts'
import type { Stack } from './support/stack.ts'
import { connect, expect, test } from './support/test.ts'

// One after the other: they share the fulfiller's key, and with it its nonce.
test.describe.configure({ mode: 'default' })

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

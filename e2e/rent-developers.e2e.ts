import { installInjectedWallet } from './support/injected-wallet.ts'
import { prompts } from './support/order-form.ts'
import { readOwnOperatorKey } from './support/own-operator.ts'
import { connect, expect, test } from './support/test.ts'

test('an operator makes an offer with one signature and no gas, sees it listed, and withdraws it', async ({
  page,
  stack,
}) => {
  const { rpcUrl, chainId } = stack
  const wallet = await installInjectedWallet(page, { rpcUrl, chainId, privateKey: readOwnOperatorKey() })
  await page.goto('/market/new')
  await connect(page, wallet)
  const form = page.getByRole('form', { name: 'Terms of the offer' })
  await form.getByRole('textbox', { name: 'Price of a node-second, N3' }).fill('0.0x')
  await expect(form).toContainText('N3')
  await form.getByRole('textbox', { name: 'Price of a node-second, N3' }).fill('7.25')
  await form.getByRole('textbox', { name: 'Units in all' }).fill('30')
  await expect(form).toContainText('One slot needs 60 units')
  await form.getByRole('textbox', { name: 'Units in all' }).fill('4321')
  await expect(page.getByRole('region', { name: 'As renters will see it' })).toContainText(
    '4,321 node-seconds',
  )
  await page.getByRole('button', { name: 'Sign and list' }).click()
  const own = page.getByRole('group', { name: 'Table of your offers' })
  const row = own.getByRole('row').filter({ hasText: '4,321' })
  await expect(row).toContainText('7.25')
  expect(prompts(wallet)).toBe(0)
  await row.getByRole('button', { name: /^Withdraw offer/ }).click()
  await expect(row).toHaveCount(0)
  expect(prompts(wallet)).toBe(1)
})

test('a developer signs in, makes a key that is shown once, uses it, and revokes it', async ({
  page,
  stack,
  wallet,
}) => {
  await page.goto('/developers/keys')
  await connect(page, wallet)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  const form = page.getByRole('form', { name: 'Make a key' })
  await form.getByRole('textbox', { name: 'What is it for?' }).fill('the build server')
  await form.getByRole('textbox', { name: 'Cap a day, N3' }).fill('2.5')
  await form.getByRole('button', { name: 'Make the key' }).click()
  const shown = page.getByRole('figure').filter({ hasText: 'shown this once' })
  const key = (await shown.locator('code').textContent()) ?? ''
  expect(key).toMatch(/^n3_live_/)
  const ask = () => fetch(`${stack.webUrl}/api/v1/usage`, { headers: { authorization: `Bearer ${key}` } })
  expect((await ask()).status).toBe(200)
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expect(shown).toHaveCount(0)
  const row = page
    .getByRole('group', { name: 'Table of keys' })
    .getByRole('row', { name: /the build server/ })
  await expect(row).toContainText('active')
  await row.getByRole('button', { name: 'Revoke the build server' }).click()
  await row.getByRole('button', { name: 'Revoke the build server for good' }).click()
  await expect(row).toContainText('revoked')
  const refused = await ask()
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'KEY_REVOKED' })
})

test('a visitor tries an endpoint of the API on the page, and a fault is told with its place', async ({
  page,
}) => {
  await page.goto('/developers')
  const form = page.getByRole('form', { name: 'Ask the API' })
  await form.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByRole('figure').filter({ hasText: /^200/ })).toContainText('x-request-id')
  await form.getByRole('combobox').fill('/offers/facets?query=prise < 1')
  await form.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByRole('figure').filter({ hasText: 'body' })).toContainText('QUERY_INVALID')
  await expect(page).toHaveURL(/try=/)
})

import { privateKeyToAddress } from 'viem/accounts'
import { prompts } from './support/order-form.ts'
import { readOwnOperatorKey } from './support/own-operator.ts'
import { publishOffer } from './support/publish-offer.ts'
import { connect, expect, test } from './support/test.ts'

test('capacity is priced, rented in one prompt, run on a real agent, opened, paid and given back, all in the page', async ({
  page,
  stack,
  wallet,
}) => {
  test.setTimeout(180_000)
  // On the agent of our own operator: what others' agents are at is not this journey's business.
  const operatorKey = readOwnOperatorKey()
  const terms = { pricePerUnitWei: '1500000000000000', slots: 4, minUnits: '20', maxUnits: '100000' }
  await publishOffer(stack, operatorKey, terms)
  const query = `kind = compute and operator = ${privateKeyToAddress(operatorKey)} order by price`
  await page.goto(`/market?q=${encodeURIComponent(query)}`)
  await connect(page, wallet)

  await test.step('a price before paying, with what leaves, to whom, and what comes back', async () => {
    await page.getByRole('button', { name: 'Get a price' }).click()
    const form = page.getByRole('form', { name: 'What to rent' })
    await form.getByRole('radio', { name: 'node-seconds' }).check({ force: true })
    await form.getByRole('textbox', { name: 'Units, node-seconds' }).fill('60')
    await form.getByRole('textbox', { name: 'At most, N3' }).fill('0.000000000000000001')
    await form.getByRole('button', { name: 'Get a price' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'BUDGET_TOO_SMALL' })).toContainText(
      'Raise the budget',
    )
    await form.getByRole('textbox', { name: 'At most, N3' }).fill('')
    await form.getByRole('button', { name: 'Get a price' }).click()
    await expect(page.getByRole('timer')).toContainText(/price held \d+ s/)
    await expect(page.getByText('Leaves your wallet')).toBeVisible()
  })

  const rented = page.getByRole('link', { name: /^Open lease \d+$/ })
  await test.step('one prompt; declined, nothing happens', async () => {
    const rent = page.getByRole('button', { name: /^Rent for / })
    wallet.rejectNext()
    await rent.click()
    await expect(rent).toBeEnabled()
    await expect(rented).toHaveCount(0)
    await rent.click()
    await expect(rented).toBeVisible()
    expect(prompts(wallet)).toBe(2)
    expect(wallet.requests.filter((method) => method.includes('sign'))).toEqual([])
  })

  await test.step('a model runs sealed on a real agent, and its result opens here', async () => {
    await rented.click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Lease')
    await expect(page.getByText('LEASE_OPEN').first()).toBeVisible()
    await expect(page.getByText('KEY_HERE')).toBeVisible()
    await page.getByRole('button', { name: 'ONNX: which values are personal?' }).click()
    await expect(page).toHaveURL(/\/jobs\/job_/, { timeout: 60_000 })
    const labels = page.getByRole('group', { name: 'What the model takes the values for' })
    await expect(labels.getByRole('row', { name: /ada@example\.org email/ })).toBeVisible({ timeout: 60_000 })
    await expect(labels.getByRole('row', { name: /192\.0\.2\.7 ip/ })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Checked' })).toContainText('that were sent from here')
    await page.getByRole('button', { name: 'Accept and pay' }).click()
    await expect(page.getByText('JOB_ACCEPTED', { exact: true })).toBeVisible()
  })

  await test.step('a browser without the key is told what it cannot do, and takes the file', async () => {
    await page.getByRole('link', { name: /^← Lease \d+$/ }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the key' }).click()
    const file = await (await download).path()
    await page.evaluate(
      () =>
        new Promise((done) => {
          const request = indexedDB.deleteDatabase('network3')
          request.onsuccess = done
          request.onblocked = done
        }),
    )
    await page.reload()
    await expect(page.getByText('KEY_NOT_HERE')).toBeVisible()
    await page.getByLabel('Bring the key file').setInputFiles(file)
    await expect(page.getByText('KEY_HERE')).toBeVisible()
  })

  await test.step('the lease is closed with its second prompt, and says why it is closing', async () => {
    await page.getByRole('button', { name: /^Close lease \d+$/ }).click()
    await expect(page.getByText('LEASE_THAWING')).toHaveCount(2)
    expect(prompts(wallet)).toBe(3)
  })
})

import type { Locator, Page } from '@playwright/test'
import { expect } from './test.ts'

/** How often a person was asked to send a transaction. */
export const prompts = (wallet: { requests: string[] }) =>
  wallet.requests.filter((method) => method === 'eth_sendTransaction').length

/** Opens the order form of a batch as a person does. */
export async function openOrderForm(page: Page, batchId: number): Promise<Locator> {
  await page.goto(`/store?batch=${batchId}`)
  await page.getByRole('main').getByRole('button', { name: 'Buy', exact: true }).click()
  const form = page.getByRole('form', { name: 'Buy' })
  await expect(form).toBeVisible()
  return form
}

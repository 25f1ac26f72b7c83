import { privateKeyToAccount } from 'viem/accounts'
import { installInjectedWallet } from './support/injected-wallet.ts'
import { readOwnOperatorKey } from './support/own-operator.ts'
import { connect, expect, readFigure, test } from './support/test.ts'

test('an operator claims what its epochs earned, and paid rises by it', async ({ page, stack }) => {
  // Its first epoch has to end, be attested and pass the challenge delay: a minute and a quarter, twice at worst.
  test.setTimeout(300_000)
  const privateKey = readOwnOperatorKey()
  const { address } = privateKeyToAccount(privateKey)
  const wallet = await installInjectedWallet(page, {
    rpcUrl: stack.rpcUrl,
    chainId: stack.chainId,
    privateKey,
  })

  await page.goto(`/rewards?address=${address}`)
  await connect(page, wallet)
  const claim = page.getByRole('button', { name: /^Claim [\d.,]+ N3/ })
  await expect(async () => {
    await page.reload()
    await expect(claim).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 240_000, intervals: [2_000] })

  const amount = readFigure(((await claim.textContent()) ?? '').replace('N3', ''))
  expect(amount).toBeGreaterThan(0)
  await claim.click()
  await expect.poll(() => wallet.requests).toContain('eth_sendTransaction')
  const claims = page.getByRole('region', { name: 'Paid by claim', exact: true })
  await expect(claims.getByRole('row')).toHaveCount(2)

  const profile = await page.request.get(
    `/api/trpc/operators.get?input=${encodeURIComponent(JSON.stringify({ address }))}`,
  )
  const { paidTotalWei, earnedTotalWei } = (await profile.json()).result.data as Record<string, string>
  expect(BigInt(paidTotalWei ?? '0')).toBeGreaterThan(0n)
  expect(BigInt(paidTotalWei ?? '0')).toBeLessThanOrEqual(BigInt(earnedTotalWei ?? '0'))
})

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { createPublicClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { runN3 } from './support/run-n3.ts'
import type { Stack } from './support/stack.ts'
import { expect, test } from './support/test.ts'

const folder = mkdtempSync(join(tmpdir(), 'network3-sealed-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Somebody new with a wallet, a home folder, and what `npm start` says of the network. */
async function createPerson(stack: Stack, name: string) {
  const client = createPublicClient({ transport: http(stack.rpcUrl) })
  const contract = { address: stack.contracts.keyDirectory, abi: keyDirectoryAbi } as const
  const generation = await client.readContract({ ...contract, functionName: 'activeGeneration' })
  const centre = await client.readContract({
    ...{ ...contract, functionName: 'generationOf', args: [generation] },
  })
  const privateKey = generatePrivateKey()
  const env = {
    N3_HOME: join(folder, name),
    N3_PASSPHRASE: `the passphrase of ${name}`,
    N3_PRIVATE_KEY: privateKey,
    N3_KGC_URLS: stack.kgcUrls.join(','),
    N3_KGC_KEY: centre.masterPublicKey,
    N3_CHAIN_ID: String(stack.chainId),
    N3_URL: stack.webUrl,
  }
  const id = `did:n3:${privateKeyToAddress(privateKey).toLowerCase()}#laptop`
  return { id, env, n3: (args: string[], input?: Uint8Array) => runN3(args, env, input) }
}

/** The publisher posts one root a day, a few seconds after the first bundle. */
async function waitForRoot(stack: Stack) {
  const client = createPublicClient({ transport: http(stack.rpcUrl) })
  const contract = { address: stack.contracts.keyDirectory, abi: keyDirectoryAbi } as const
  const generation = await client.readContract({ ...contract, functionName: 'activeGeneration' })
  const lastEpoch = () =>
    client.readContract({ ...contract, functionName: 'lastDirectoryEpoch', args: [generation] })
  await expect.poll(lastEpoch, { timeout: 30_000 }).not.toBe(0n)
  const args = [generation, await lastEpoch()] as const
  return client.readContract({ ...contract, functionName: 'directoryRootOf', args })
}

test('a file travels sealed between two people who know only each other’s names', async ({ stack }) => {
  const alice = await createPerson(stack, 'alice')
  const bob = await createPerson(stack, 'bob')
  for (const person of [alice, bob]) {
    const created = await person.n3(['keys', 'create', '--label', 'laptop'])
    expect(created.stderr).toContain(`created ${person.id}`)
    expect(created.stderr).toContain('published as number')
    expect(created.code).toBe(0)
  }

  const file = randomBytes(3_000_000)
  const sealed = await alice.n3(['seal', '--to', bob.id, '--context', 'the plan'], file)
  expect(sealed.code).toBe(0)
  const opened = await bob.n3(['open', '--from', alice.id, '--context', 'the plan'], sealed.stdout)
  expect(opened.stderr).toContain(`from ${alice.id}`)
  expect(opened.stdout.equals(file)).toBe(true)
  const eve = await createPerson(stack, 'eve')
  await eve.n3(['keys', 'create', '--label', 'laptop'])
  expect(await eve.n3(['open', '--context', 'the plan'], sealed.stdout)).toMatchObject({ code: 4 })

  await test.step('the directory’s root of today is on chain, and its log gives that root', async () => {
    const root = await waitForRoot(stack)
    const size = Number(root.bundles)
    const input = encodeURIComponent(JSON.stringify({ before: size, size }))
    const answer = await fetch(`${stack.webUrl}/api/trpc/directory.getConsistency?input=${input}`)
    expect((await answer.json()).result.data.root).toBe(root.root)
  })
  await test.step('publishing again changes nothing, and there is nothing to renew', async () => {
    expect((await bob.n3(['keys', 'publish'])).stderr).toContain('was published already')
    expect((await bob.n3(['keys', 'renew'])).code).toBe(0)
  })
})

test('a name nobody published, a missing label and another person’s wallet are refused with their reason', async ({
  stack,
}) => {
  const carol = await createPerson(stack, 'carol')
  expect(await carol.n3(['keys', 'create'])).toMatchObject({ code: 2 })
  await carol.n3(['keys', 'create', '--label', 'laptop'])
  const nobody = carol.id.replace(/0x..../, '0x0000')
  expect(await carol.n3(['seal', '--to', nobody], Buffer.from('x'))).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('[RECIPIENT_UNKNOWN]'),
  })
  // The same name, asked for by somebody who only knows it.
  const thief = { ...carol.env, N3_HOME: join(folder, 'thief'), N3_KGC_KEY: `0x${'11'.repeat(32)}` }
  expect(await runN3(['keys', 'create', '--label', 'laptop'], thief)).not.toMatchObject({ code: 0 })
})

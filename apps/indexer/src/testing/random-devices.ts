import type { Address } from '@network3/core/hex'
import { stringToHex, zeroAddress } from 'viem'
import { type Model, nodeCountOf } from './model.ts'
import type { Random } from './random.ts'
import type { EventDraft } from './random-events.ts'

type Device = Parameters<Model['store']['devices']['set']>[1]

/** One action in the store, as its contracts would log it. */
export function actInStore(model: Model, random: Random, accounts: readonly Address[]): EventDraft[] {
  const { store } = model
  if (store.batches.size === 0) return setBatch(model, random)
  const devices = [...store.devices].filter(([, { status }]) => status !== 'refunded')
  const [tokenId, device] = devices.length === 0 ? [] : random.pick(devices)
  switch (random.below(10)) {
    case 0:
      return random.below(2) === 0 ? setBatch(model, random) : pauseOrWithdraw(model, random)
    case 1:
    case 2:
    case 3:
      return buy(model, random, random.pick(accounts))
    default:
      if (tokenId === undefined || device === undefined) return []
      if (random.below(4) === 0) return transfer(model, tokenId, device, random.pick(accounts))
      if (device.status === 'ordered') {
        return random.below(3) === 0
          ? refund(model, random, tokenId, device)
          : ship(model, random, tokenId, device)
      }
      return device.status === 'shipped' && random.below(3) === 0
        ? correct(random, tokenId, device)
        : activate(model, random, tokenId, device)
  }
}

function setBatch({ store, now }: Model, random: Random): EventDraft[] {
  const batchId = 1 + random.below(3)
  const known = store.batches.get(batchId)
  const sold = known?.sold ?? 0
  const batch = {
    ...{
      price: random.amount(10n ** 21n),
      supply: sold + random.below(6) + 1,
      cap: 1 + random.below(9),
      sold,
    },
    // Any uint64 is accepted; beyond the year 9999 the tables keep its last second.
    closesAt: random.below(4) === 0 ? 253_402_300_799 : now + 600,
  }
  store.batches.set(batchId, batch)
  const closesAt = batch.closesAt === now + 600 ? BigInt(batch.closesAt) : 2n ** 64n - 1n
  const terms = { unitPrice: batch.price, supply: batch.supply, capPerWallet: batch.cap, sold }
  return [['device-sale', 'BatchSet', { batchId, ...terms, opensAt: BigInt(now), closesAt }]]
}

function pauseOrWithdraw({ store }: Model, random: Random): EventDraft[] {
  if (store.proceeds > 0n && random.below(2) === 0) {
    const amount = store.proceeds
    store.withdrawn += amount
    store.proceeds = 0n
    return [['device-sale', 'ProceedsWithdrawn', { treasury: `0x${'77'.repeat(20)}`, amount }]]
  }
  store.isPaused = !store.isPaused
  return [['device-sale', store.isPaused ? 'Paused' : 'Unpaused', { account: `0x${'78'.repeat(20)}` }]]
}

function buy({ store }: Model, random: Random, buyer: Address): EventDraft[] {
  const [batchId, batch] = random.pick([...store.batches])
  const quantity = Math.min(1 + random.below(3), batch.supply - batch.sold)
  if (quantity < 1) return []
  const orderId = BigInt(store.orders.size + 1)
  const firstTokenId = BigInt(store.devices.size + 1)
  store.orders.set(orderId, { buyer, batchId, quantity, price: batch.price })
  batch.sold += quantity
  store.held += batch.price * BigInt(quantity)
  const tokens = Array.from({ length: quantity }, (_, index) => firstTokenId + BigInt(index))
  for (const tokenId of tokens) {
    store.devices.set(tokenId, {
      ...{ orderId, owner: buyer, status: 'ordered', reason: 'DEVICE_PAID' },
      ...{ commitment: null, key: null, node: null, steps: 1 },
    })
  }
  const mints = tokens.map(
    (tokenId): EventDraft => ['edge-device', 'Transfer', { from: zeroAddress, to: buyer, tokenId }],
  )
  const after = { sold: batch.sold, boughtByWallet: quantity, held: store.held }
  const args = { orderId, batchId, buyer, quantity, unitPrice: batch.price, firstTokenId, ...after }
  return [...mints, ['device-sale', 'Bought', args]]
}

function refund({ store }: Model, random: Random, tokenId: bigint, device: Device): EventDraft[] {
  const { orderId, owner } = device
  const order = store.orders.get(orderId)
  const batch = store.batches.get(order?.batchId ?? 0)
  if (order === undefined || batch === undefined) return []
  const reason = 1 + random.below(2)
  device.status = 'refunded'
  device.reason = reason === 1 ? 'DEVICE_REFUND_REQUESTED' : 'DEVICE_SELLER_CANCELLED'
  device.steps += 1
  batch.sold -= 1
  store.held -= order.price
  const args = { tokenId, orderId, owner, amount: order.price, reason, sold: batch.sold, held: store.held }
  return [
    ['edge-device', 'Transfer', { from: owner, to: zeroAddress, tokenId }],
    ['device-sale', 'Refunded', args],
  ]
}

function ship({ store }: Model, random: Random, tokenId: bigint, device: Device): EventDraft[] {
  const amount = store.orders.get(device.orderId)?.price ?? 0n
  const keyCommitment = random.hex(32)
  Object.assign(device, { status: 'shipped', reason: 'DEVICE_SHIPPED', commitment: keyCommitment })
  device.steps += 1
  store.held -= amount
  store.proceeds += amount
  const after = { held: store.held, proceeds: store.proceeds }
  const { orderId, owner } = device
  return [
    ['edge-device', 'DeviceKeyCommitted', { tokenId, keyCommitment }],
    ['device-sale', 'Shipped', { tokenId, orderId, owner, keyCommitment, amount, ...after }],
  ]
}

function correct(random: Random, tokenId: bigint, device: Device): EventDraft[] {
  const keyCommitment = random.hex(32)
  Object.assign(device, { reason: 'DEVICE_KEY_CORRECTED', commitment: keyCommitment })
  device.steps += 1
  return [['edge-device', 'DeviceKeyCommitted', { tokenId, keyCommitment }]]
}

function activate(model: Model, random: Random, tokenId: bigint, device: Device): EventDraft[] {
  const { owner } = device
  const [node, previous] = [random.hex(20), device.node]
  const deviceKey = device.key ?? random.hex(20)
  Object.assign(device, { status: 'activated', key: deviceKey, node })
  device.reason = previous === null ? 'DEVICE_ACTIVATED' : 'DEVICE_REACTIVATED'
  device.steps += 1
  const previousNode = previous ?? zeroAddress
  const drafts: EventDraft[] = [
    ['edge-device', 'DeviceActivated', { tokenId, owner, node, deviceKey, previousNode }],
  ]
  const before = previous === null ? undefined : model.nodes.get(previous)
  if (previous !== null && before !== undefined) {
    before.retired = true
    const args = { node: previous, operator: before.operator, operatorNodeCount: nodeCountOf(model, owner) }
    drafts.push(['node-registry', 'NodeRetired', args])
  }
  model.nodes.set(node, { operator: owner, retired: false, capabilities: 3, country: 'DE' })
  const details = { capabilities: 3, country: stringToHex('DE'), specHash: `0x${'22'.repeat(32)}` }
  const operatorNodeCount = nodeCountOf(model, owner)
  drafts.push(['node-registry', 'NodeRegistered', { node, operator: owner, ...details, operatorNodeCount }])
  return drafts
}

function transfer(model: Model, tokenId: bigint, device: Device, to: Address): EventDraft[] {
  const from = device.owner
  device.owner = to
  device.steps += 1
  const drafts: EventDraft[] = [['edge-device', 'Transfer', { from, to, tokenId }]]
  const node = device.node === null ? undefined : model.nodes.get(device.node)
  if (node === undefined || device.node === null || from === to) return drafts
  node.operator = to
  const counts = { fromNodeCount: nodeCountOf(model, from), toNodeCount: nodeCountOf(model, to) }
  return [...drafts, ['node-registry', 'NodeTransferred', { node: device.node, from, to, ...counts }]]
}

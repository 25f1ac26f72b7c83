import { expect, test } from 'vitest'
import { describeEvent, isNews } from './describe-event.ts'

const none = { operator: null, account: null, node: null }

test('a sentence names who acted, and on whom', () => {
  const event = { ...none, name: 'Staked', operator: '0xA', account: '0xB' }
  expect(describeEvent(event)).toEqual({
    actor: '0xB',
    text: 'staked on',
    target: '0xA',
    isOwn: false,
    hasAmount: true,
  })
})

test('an operator that stakes on itself is not named twice', () => {
  const event = { ...none, name: 'Staked', operator: '0xA', account: '0xA' }
  expect(describeEvent(event)).toMatchObject({ actor: '0xA', target: undefined, isOwn: true })
})

test('an event that is not known yet is told by its name', () => {
  expect(describeEvent({ ...none, name: 'SomethingNew', account: '0xB' })).toMatchObject({
    actor: '0xB',
    text: 'SomethingNew',
  })
})

test('an order names its buyer, a shipment who gets it', () => {
  expect(describeEvent({ ...none, name: 'Bought', account: '0xB' })).toMatchObject({
    actor: '0xB',
    hasAmount: true,
  })
  expect(describeEvent({ ...none, name: 'Shipped', account: '0xB' })).toMatchObject({
    actor: undefined,
    target: '0xB',
  })
})

test('a lease names who rents from whom, and what it escrowed', () => {
  const event = { ...none, name: 'LeaseOpened', operator: '0xA', account: '0xB' }
  expect(describeEvent(event)).toMatchObject({
    ...{ actor: '0xB', text: 'leased capacity of', target: '0xA' },
    hasAmount: true,
  })
})

test('a total is not shown as if it had moved', () => {
  expect(describeEvent({ ...none, name: 'PoolUpdated', operator: '0xA' }).hasAmount).toBe(false)
  expect(describeEvent({ ...none, name: 'RootPosted' }).hasAmount).toBe(false)
  expect(describeEvent({ ...none, name: 'Claimed', operator: '0xA' }).hasAmount).toBe(true)
})

test('book-keeping is not news', () => {
  expect(['PoolUpdated', 'Transfer', 'Approval'].filter(isNews)).toEqual([])
  expect(['Staked', 'Claimed', 'RootPosted'].filter(isNews)).toHaveLength(3)
})

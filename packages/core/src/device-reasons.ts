import type { Reason } from './reasons.ts'

/** Why a device is where it is; each is also the reason of a step in its history. */
export type DeviceStateReasonCode =
  | 'DEVICE_PAID'
  | 'DEVICE_SHIPPED'
  | 'DEVICE_KEY_CORRECTED'
  | 'DEVICE_ACTIVATED'
  | 'DEVICE_REACTIVATED'
  | 'DEVICE_SOLD_ON'
  | 'DEVICE_REFUND_REQUESTED'
  | 'DEVICE_SELLER_CANCELLED'
  /** Of an order all of whose devices were. */
  | 'ORDER_REFUNDED'
/** Why something cannot be done with a device. */
export type DeviceRefusalCode =
  | 'DEVICE_NOT_YOURS'
  | 'DEVICE_NOT_FULFILLER'
  | 'DEVICE_NOT_SHIPPED'
  | 'DEVICE_ALREADY_SHIPPED'
  | 'DEVICE_ALREADY_ACTIVATED'
  | 'DEVICE_ALREADY_REFUNDED'
/** Why a batch is as it is, and why it cannot be bought from. */
export type BatchReasonCode =
  | 'BATCH_OPEN'
  | 'BATCH_UPCOMING'
  | 'BATCH_SOLD_OUT'
  | 'BATCH_CLOSED'
  | 'BATCH_PAUSED'
  | 'BATCH_QUANTITY_ZERO'
  | 'BATCH_NOT_ENOUGH_STOCK'
  | 'BATCH_CAP_REACHED'
  | 'BATCH_CAP_EXCEEDED'
  | 'BATCH_ABOVE_BALANCE'
/** Why an activation code does not fit. */
export type ActivationReasonCode =
  | 'ACTIVATION_CODE_OTHER_DEVICE'
  | 'ACTIVATION_CODE_EXPIRED'
  | 'ACTIVATION_SAME_NODE'

export type DeviceReasonCode =
  | DeviceStateReasonCode
  | DeviceRefusalCode
  | BatchReasonCode
  | ActivationReasonCode

export const deviceReasons = {
  DEVICE_PAID: {
    sentence: 'This device is paid for and waits to be shipped; the contract holds the money.',
    nextStep: 'Until it ships, its owner can take the money back.',
  },
  DEVICE_SHIPPED: {
    sentence: 'This device is on its way; the key inside it is committed on chain.',
    nextStep: 'When it arrives, its owner activates it with the code it shows.',
  },
  DEVICE_KEY_CORRECTED: {
    sentence: 'The fulfiller corrected which key is inside this device.',
    nextStep: 'When it arrives, its owner activates it with the code it shows.',
  },
  DEVICE_ACTIVATED: { sentence: 'This device runs a node for its owner.' },
  DEVICE_REACTIVATED: {
    sentence: 'This device was activated again with a new node; the node before it was retired.',
  },
  DEVICE_SOLD_ON: { sentence: 'This device changed hands; its node, if it has one, went with it.' },
  DEVICE_REFUND_REQUESTED: { sentence: 'The owner gave this device up before it shipped and was paid back.' },
  DEVICE_SELLER_CANCELLED: {
    sentence: 'The seller could not deliver this device, and its owner was paid back.',
  },
  ORDER_REFUNDED: { sentence: 'Every device of this order was refunded before it shipped.' },
  DEVICE_NOT_YOURS: {
    sentence: 'This device belongs to another wallet.',
    nextStep: 'Connect the wallet that holds its token.',
  },
  DEVICE_NOT_FULFILLER: {
    sentence: 'Only a wallet with the fulfiller role can do this.',
    nextStep: 'Connect a wallet that has the role.',
  },
  DEVICE_NOT_SHIPPED: {
    sentence: 'This device has not been shipped yet.',
    nextStep: 'Wait for it to arrive, or take the money back.',
  },
  DEVICE_ALREADY_SHIPPED: { sentence: 'This device has shipped, so its money can no longer be returned.' },
  DEVICE_ALREADY_ACTIVATED: { sentence: 'This device is activated already.' },
  DEVICE_ALREADY_REFUNDED: { sentence: 'This device was refunded, and its token no longer exists.' },
  BATCH_OPEN: { sentence: 'This batch is on sale.' },
  BATCH_UPCOMING: { sentence: 'The sale of this batch has not begun.', nextStep: 'Come back when it opens.' },
  BATCH_SOLD_OUT: {
    sentence: 'Every device of this batch is sold.',
    nextStep: 'A refund before shipping puts a device back on sale; or choose another batch.',
  },
  BATCH_CLOSED: { sentence: 'The sale of this batch is over.', nextStep: 'Choose another batch.' },
  BATCH_PAUSED: {
    sentence: 'The guardian has stopped sales; refunds, shipping and activation go on.',
    nextStep: 'Come back when sales are resumed.',
  },
  BATCH_QUANTITY_ZERO: { sentence: 'The quantity is not a whole number above zero.', nextStep: 'Enter one.' },
  BATCH_NOT_ENOUGH_STOCK: {
    sentence: 'Fewer devices than this are left in the batch.',
    nextStep: 'Enter a smaller quantity.',
  },
  BATCH_CAP_REACHED: {
    sentence: 'This wallet has bought as many devices of this batch as one wallet may.',
    nextStep: 'Choose another batch.',
  },
  BATCH_CAP_EXCEEDED: {
    sentence: 'This is more than one wallet may still buy of this batch.',
    nextStep: 'Enter a smaller quantity.',
  },
  BATCH_ABOVE_BALANCE: {
    sentence: 'The price is more than your balance of N3.',
    nextStep: 'Enter a smaller quantity or get more N3.',
  },
  ACTIVATION_CODE_OTHER_DEVICE: {
    sentence: 'This code was made by another device.',
    nextStep: 'Read the code of the device with this number.',
  },
  ACTIVATION_CODE_EXPIRED: {
    sentence: 'This code is too old.',
    nextStep: 'Have the device show a new one.',
  },
  ACTIVATION_SAME_NODE: {
    sentence: 'This device already runs exactly this node.',
    nextStep: 'Nothing needs to be done.',
  },
} as const satisfies Record<DeviceReasonCode, Reason>

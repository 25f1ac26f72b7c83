import { reasonWords as words } from './error-words.ts'

type Words = { sentence: string; nextStep: string }
type Describe = (args: readonly unknown[]) => Words

/** IDeviceSale.BatchStatus, in the order of its declaration. */
const batchStatuses: readonly Words[] = [
  { sentence: 'There is no such batch.', nextStep: 'Go back to the store and choose another one.' },
  { sentence: 'This batch is not on sale yet.', nextStep: 'Come back when its clock has run down.' },
  { sentence: 'This batch is open.', nextStep: 'Try again.' },
  { sentence: 'This batch is sold out.', nextStep: 'A refund puts a device back; or choose another batch.' },
  { sentence: 'The sale of this batch is over.', nextStep: 'Choose another batch.' },
  {
    sentence: 'The guardian has paused sales.',
    nextStep: 'Refunds and deliveries go on; come back when the pause is over.',
  },
]

/** IEdgeDevice.DeviceStatus, in the order of its declaration: why an act that fits another status is refused. */
const deviceStatuses: readonly Words[] = [
  { sentence: 'There is no such device.', nextStep: 'Check its number.' },
  {
    sentence: 'This device has not been shipped yet.',
    nextStep: 'Activate it once it has arrived; until it ships, it can be refunded.',
  },
  {
    sentence: 'This device has been shipped, so its money can no longer be refunded.',
    nextStep: 'Activate it when it arrives, or sell its token on.',
  },
  { sentence: 'This device is active already.', nextStep: 'See the node it runs.' },
  { sentence: 'This device was refunded, so its token no longer exists.', nextStep: 'Buy another one.' },
]

/** What DeviceSale, EdgeDevice and, on activation, NodeRegistry can answer to a buyer, an owner or the fulfiller. */
export const storeSentences: Record<string, Describe> = {
  UnknownBatch: () => statusWords(batchStatuses, 0),
  BatchNotOpen: ([, status]) => statusWords(batchStatuses, status),
  ZeroQuantity: () => ({ sentence: 'An order holds at least one device.', nextStep: 'Enter a quantity.' }),
  NotEnoughStock: ([, requested, available]) => ({
    sentence: `${words.count(available, 'device')} ${Number(available) === 1 ? 'is' : 'are'} left of this batch; you asked for ${requested}.`,
    nextStep: Number(available) === 0 ? 'Choose another batch.' : 'Choose a smaller quantity.',
  }),
  CapExceeded: ([, requested, remaining]) => ({
    sentence: `This wallet may buy ${words.count(remaining, 'more device')} of this batch; you asked for ${requested}.`,
    nextStep: Number(remaining) === 0 ? 'Choose another batch.' : 'Choose a smaller quantity.',
  }),
  PriceAboveMaximum: ([unitPrice, maximum]) => ({
    sentence: `The price changed from ${words.n3(maximum)} to ${words.n3(unitPrice)}, so nothing was bought.`,
    nextStep: 'Look at the new price and decide again.',
  }),
  PaymentTooLow: ([paid, required]) => ({
    sentence: `The payment of ${words.n3(paid)} is less than the price of ${words.n3(required)}.`,
    nextStep: 'The price or the quantity changed meanwhile: look again and retry.',
  }),
  UnknownToken: ([token]) => ({
    sentence: `The store takes N3 only, not the token at ${words.address(token)}.`,
    nextStep: 'Check that this site and your wallet are on the same network.',
  }),
  UnknownDevice: () => statusWords(deviceStatuses, 0),
  NotDeviceOwner: ([tokenId, caller]) => ({
    sentence: `Device ${tokenId} does not belong to ${words.address(caller)}.`,
    nextStep: 'Connect the wallet that owns its token.',
  }),
  InvalidDeviceStatus: ([, status]) => statusWords(deviceStatuses, status),
  EmptyCommitment: ([tokenId]) => ({
    sentence: `Device ${tokenId} has no key commitment.`,
    nextStep: 'Paste the one printed on its box.',
  }),
  ArrayLengthMismatch: () => ({
    sentence: 'The numbers of devices and of key commitments differ.',
    nextStep: 'Give each device one commitment.',
  }),
  InvalidDeviceSignature: ([tokenId]) => ({
    sentence: `The code is not from the device that was shipped as number ${tokenId}, or was made for another owner.`,
    nextStep: 'Take a fresh code from the right device, made for this wallet.',
  }),
  DeviceKeyInUse: ([, tokenId]) => ({
    sentence: `The key of this device already belongs to device ${tokenId}.`,
    nextStep: `Activate device ${tokenId} with it instead.`,
  }),
  SignatureExpired: ([deadline]) => ({
    sentence: `The code expired on ${words.time(deadline)}.`,
    nextStep: 'Take a fresh one from the device.',
  }),
  NodeAlreadyRegistered: ([node]) => ({
    sentence: `The node ${words.address(node)} is registered already.`,
    nextStep: 'Reset the device, so that it makes a new node key, and take a fresh code.',
  }),
  NodeIsRetired: ([node]) => ({
    sentence: `The node ${words.address(node)} was retired for good.`,
    nextStep: 'Reset the device, so that it makes a new node key, and take a fresh code.',
  }),
  InvalidCapabilities: () => ({
    sentence: 'The code names capabilities that the registry does not know.',
    nextStep: 'Update the device and take a fresh code.',
  }),
  InvalidCountry: () => ({
    sentence: 'The code names a country that the registry does not take.',
    nextStep: 'Set the country on the device and take a fresh code.',
  }),
  InvalidSignature: ([signer]) => ({
    sentence: `The signature of ${words.address(signer)} does not fit these very values.`,
    nextStep: 'Take a fresh code from the device, made for this wallet.',
  }),
  AccessManagedUnauthorized: ([caller]) => ({
    sentence: `${words.address(caller)} does not hold the role this needs.`,
    nextStep: 'Connect the wallet that holds it.',
  }),
}

function statusWords(list: readonly Words[], status: unknown): Words {
  return (
    list[Number(status)] ?? {
      sentence: `It is in a state this page does not know (${status}).`,
      nextStep: 'Reload the page.',
    }
  )
}

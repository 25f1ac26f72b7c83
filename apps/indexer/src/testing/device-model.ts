import type { Address, Hex } from '@network3/core/hex'

/** What a naive reading of DeviceSale and EdgeDevice keeps. */
export type DeviceModel = {
  isPaused: boolean
  held: bigint
  proceeds: bigint
  withdrawn: bigint
  batches: Map<number, { price: bigint; supply: number; cap: number; closesAt: number; sold: number }>
  orders: Map<bigint, { buyer: Address; batchId: number; quantity: number; price: bigint }>
  devices: Map<
    bigint,
    {
      orderId: bigint
      owner: Address
      status: string
      reason: string
      commitment: Hex | null
      key: Address | null
      node: Address | null
      /** How often it changed status, key or hands. */
      steps: number
    }
  >
}

export function createDeviceModel(): DeviceModel {
  return {
    ...{ isPaused: false, held: 0n, proceeds: 0n, withdrawn: 0n },
    ...{ batches: new Map(), orders: new Map(), devices: new Map() },
  }
}

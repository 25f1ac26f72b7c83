/** What a node offers: the bit set of NodeRegistry.register. */
export const capabilityBits = { compute: 1, bandwidth: 2, egress: 4, dataset: 8 } as const

export type Capability = keyof typeof capabilityBits

export const capabilities = Object.keys(capabilityBits) as Capability[]

/** Names in the set, in bit order. Bits without a name are ignored: a newer contract may know more. */
export function namesOfCapabilities(bits: number): Capability[] {
  return capabilities.filter((name) => (bits & capabilityBits[name]) !== 0)
}

/** The bit set of some names. */
export function bitsOfCapabilities(names: readonly Capability[]): number {
  return names.reduce((bits, name) => bits | capabilityBits[name], 0)
}

/** The one way host functions touch the program's memory: every range is checked, none is kept across calls. */
export type GuestMemory = {
  /** Undefined when the range is not all inside. */
  range(pointer: number, length: number): Uint8Array | undefined
  u32(pointer: number): number | undefined
  setU8(pointer: number, value: number): boolean
  setU16(pointer: number, value: number): boolean
  setU32(pointer: number, value: number): boolean
  setU64(pointer: number, value: bigint): boolean
}

export function createGuestMemory(memory: WebAssembly.Memory): GuestMemory {
  const view = (pointer: number, length: number): DataView | undefined => {
    const start = pointer >>> 0
    return start + length <= memory.buffer.byteLength ? new DataView(memory.buffer, start, length) : undefined
  }
  const set = (pointer: number, length: number, write: (view: DataView) => void): boolean => {
    const target = view(pointer, length)
    if (target !== undefined) write(target)
    return target !== undefined
  }
  return {
    range(pointer, length) {
      const target = view(pointer, length >>> 0)
      return target && new Uint8Array(target.buffer as ArrayBuffer, target.byteOffset, target.byteLength)
    },
    u32: (pointer) => view(pointer, 4)?.getUint32(0, true),
    setU8: (pointer, value) => set(pointer, 1, (target) => target.setUint8(0, value)),
    setU16: (pointer, value) => set(pointer, 2, (target) => target.setUint16(0, value, true)),
    setU32: (pointer, value) => set(pointer, 4, (target) => target.setUint32(0, value, true)),
    setU64: (pointer, value) => set(pointer, 8, (target) => target.setBigUint64(0, value, true)),
  }
}

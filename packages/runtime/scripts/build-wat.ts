import wabt from 'wabt'

const toolkit = await wabt()

/** WebAssembly text to binary, with every proposal wabt knows: what is refused is for prepare to say. */
export function buildWat(source: string, name = 'module'): Uint8Array {
  const features = {
    exceptions: true,
    mutable_globals: true,
    sat_float_to_int: true,
    sign_extension: true,
    simd: true,
    threads: true,
    multi_value: true,
    tail_call: true,
    bulk_memory: true,
    reference_types: true,
    gc: true,
    memory64: true,
    extended_const: true,
  }
  const module = toolkit.parseWat(`${name}.wat`, source, features)
  try {
    return module.toBinary({}).buffer
  } finally {
    module.destroy()
  }
}

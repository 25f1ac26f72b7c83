const prefixes: Record<number, string> = {
  6: 'exceptions (try)',
  7: 'exceptions (catch)',
  8: 'exceptions (throw)',
  9: 'exceptions (rethrow)',
  10: 'exceptions (throw_ref)',
  18: 'tail calls (return_call)',
  19: 'tail calls (return_call_indirect)',
  20: 'typed function references (call_ref)',
  21: 'typed function references (return_call_ref)',
  24: 'exceptions (delegate)',
  25: 'exceptions (catch_all)',
  28: 'reference types (select with a type)',
  31: 'exceptions (try_table)',
  37: 'reference types (table.get)',
  38: 'reference types (table.set)',
  208: 'reference types (ref.null)',
  209: 'reference types (ref.is_null)',
  210: 'reference types (ref.func)',
  251: 'garbage collection',
  252: 'reference types (table.grow, table.size, table.fill)',
  253: 'SIMD',
  254: 'threads and atomics',
}

/** What a refused opcode belongs to, for the person who compiled it in. */
export function nameOfRefused(code: number): string {
  return `${prefixes[code] ?? 'unknown instruction'}, opcode 0x${code.toString(16).padStart(2, '0')}`
}

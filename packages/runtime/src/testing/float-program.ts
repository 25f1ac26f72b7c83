import { programOf } from './run-wat.ts'

/** 20 million dependent multiply-adds in 64-bit floats: what making NaNs canonical costs at its worst. */
export function floatProgram(): Uint8Array {
  return programOf(`(func (export "_start") (local $i i32) (local $x f64) (local $y f64)
    (local.set $x (f64.const 1.5))
    (loop $again
      (local.set $y (f64.add (f64.mul (local.get $x) (f64.const 0.999999)) (local.get $y)))
      (local.set $x (f64.sub (local.get $y) (local.get $x)))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000000))))
    (i64.store (i32.const 0) (i64.trunc_sat_f64_s (local.get $x)))
    (call $say (i32.const 0) (i32.const 8)))`)
}

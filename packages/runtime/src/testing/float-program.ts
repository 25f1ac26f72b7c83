import { programOf } from './run-wat.ts'

/** 20 million turns of the logistic map in 64-bit floats: what making NaNs canonical costs at its worst. */
export function floatProgram(): Uint8Array {
  return programOf(`(func (export "_start") (local $i i32) (local $x f64)
    (local.set $x (f64.const 0.25))
    (loop $again
      (local.set $x (f64.mul (f64.mul (f64.const 3.7) (local.get $x)) (f64.sub (f64.const 1) (local.get $x))))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000000))))
    (f64.store (i32.const 0) (local.get $x))
    (call $say (i32.const 0) (i32.const 8)))`)
}

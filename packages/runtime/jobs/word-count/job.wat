;; Counts lines, words and bytes of standard input, as `wc` does, and writes "lines words bytes\n".
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  ;; 0: a vector {pointer, length}; 8: how much was done; 16..63: text being made; from 65536: the input's pieces.
  (global $at (mut i32) (i32.const 64))

  ;; Puts one byte in front of the text.
  (func $prepend (param $byte i32)
    (global.set $at (i32.sub (global.get $at) (i32.const 1)))
    (i32.store8 (global.get $at) (local.get $byte)))

  ;; Puts a number in decimal in front of the text.
  (func $prepend_number (param $value i64)
    (loop $digit
      (call $prepend (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $value) (i64.const 10)))))
      (local.set $value (i64.div_u (local.get $value) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $value) (i64.const 0)))))

  (func $is_space (param $byte i32) (result i32)
    (i32.or
      (i32.eq (local.get $byte) (i32.const 32))
      (i32.lt_u (i32.sub (local.get $byte) (i32.const 9)) (i32.const 5))))

  (func (export "_start")
    (local $lines i64) (local $words i64) (local $bytes i64)
    (local $in_word i32) (local $cursor i32) (local $end i32) (local $byte i32)
    (block $done
      (loop $piece
        (i32.store (i32.const 0) (i32.const 65536))
        (i32.store (i32.const 4) (i32.const 65536))
        (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))
          (then (call $proc_exit (i32.const 1))))
        (br_if $done (i32.eqz (i32.load (i32.const 8))))
        (local.set $bytes (i64.add (local.get $bytes) (i64.load32_u (i32.const 8))))
        (local.set $cursor (i32.const 65536))
        (local.set $end (i32.add (i32.const 65536) (i32.load (i32.const 8))))
        (loop $next
          (local.set $byte (i32.load8_u (local.get $cursor)))
          (local.set $lines
            (i64.add (local.get $lines) (i64.extend_i32_u (i32.eq (local.get $byte) (i32.const 10)))))
          (if (call $is_space (local.get $byte))
            (then (local.set $in_word (i32.const 0)))
            (else
              (local.set $words
                (i64.add (local.get $words) (i64.extend_i32_u (i32.eqz (local.get $in_word)))))
              (local.set $in_word (i32.const 1))))
          (local.set $cursor (i32.add (local.get $cursor) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $cursor) (local.get $end))))
        (br $piece)))
    (call $prepend (i32.const 10))
    (call $prepend_number (local.get $bytes))
    (call $prepend (i32.const 32))
    (call $prepend_number (local.get $words))
    (call $prepend (i32.const 32))
    (call $prepend_number (local.get $lines))
    (i32.store (i32.const 0) (global.get $at))
    (i32.store (i32.const 4) (i32.sub (i32.const 64) (global.get $at)))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))

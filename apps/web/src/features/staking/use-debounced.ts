'use client'

import { useEffect, useState } from 'react'

/** The value once it has stood still for a moment: what is typed is asked about at its end, not at each key. */
export function useDebounced<T>(value: T, delayMs = 200): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return settled
}

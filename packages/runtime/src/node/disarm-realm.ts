import { syncBuiltinESMExports } from 'node:module'
import os, { type setPriority } from 'node:os'

/**
 * Takes away what Node's permission model leaves within reach of JavaScript: signals, priorities and bindings. A
 * program never holds a JavaScript object, so this only matters to one that has already broken out of WebAssembly.
 */
const REACHES_OUT = [
  'binding',
  '_linkedBinding',
  'dlopen',
  'kill',
  '_kill',
  '_debugProcess',
  '_debugEnd',
  'execve',
  'abort',
  'chdir',
  'getBuiltinModule',
  'report',
  'loadEnvFile',
  'setegid',
  'seteuid',
  'setgid',
  'setgroups',
  'setuid',
  'initgroups',
]

export function disarmRealm(): void {
  for (const name of REACHES_OUT) Reflect.deleteProperty(process, name)
  for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name)
  const host: { setPriority?: typeof setPriority } = os
  delete host.setPriority
  syncBuiltinESMExports()
}

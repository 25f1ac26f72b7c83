import { join } from 'node:path'

/** Every place under one data folder. */
export type DataLayout = ReturnType<typeof layOutData>

export function layOutData(folder: string) {
  return {
    folder,
    lock: join(folder, 'lock.json'),
    pids: join(folder, 'pids.json'),
    stack: join(folder, 'stack.json'),
    deployment: join(folder, 'deployment.json'),
    /** Genesis hash of the chain whose events the own database holds. */
    databaseOrigin: join(folder, 'database-origin.json'),
    postgres: join(folder, 'postgres'),
    anvil: join(folder, 'anvil'),
    chainState: join(folder, 'anvil', 'state.json'),
    chainStateCopy: join(folder, 'anvil', 'state.previous.json'),
    /** Epoch files and receipts of attestor 1; the others keep theirs in `attestors`. */
    epochs: join(folder, 'epochs'),
    attestors: join(folder, 'attestors'),
    sponsor: join(folder, 'sponsor'),
    agents: join(folder, 'agents'),
    /** Compiled programs, for faster starts. */
    nodeCache: join(folder, 'node-cache'),
    /** Sealed shares, guards and, on this machine alone, the keys that seal them. */
    kgc: join(folder, 'kgc'),
    logs: join(folder, 'logs'),
    logOf: (name: string) => join(folder, 'logs', `${name}.log`),
  }
}

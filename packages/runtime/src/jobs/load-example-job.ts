import { readFile } from 'node:fs/promises'

/** `word-count`: text in, "lines words bytes" out. `hash-chain`: seed and rounds in, 32 bytes out (hash-chain.ts). */
export type ExampleJob = 'word-count' | 'hash-chain'
export const exampleJobs: readonly ExampleJob[] = ['word-count', 'hash-chain']

/** The WebAssembly of an example job, as built from its source in packages/runtime/jobs. */
export async function loadExampleJob(name: ExampleJob): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`../../jobs/${name}/job.wasm`, import.meta.url)))
}

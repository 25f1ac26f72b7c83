import { arch, cpus, platform, totalmem } from 'node:os'
import { canonicalJson } from '@network3/core/canonical-json'
import type { Hex } from '@network3/core/hex'
import { keccak256, stringToHex } from 'viem'
import type { AgentHome } from '../home/open-home.ts'

const GIB = 2 ** 30

/**
 * What this device is, coarsely: cores, memory in whole GiB, architecture. Its hash goes into the registry; the text
 * stays in the folder. Nothing in it tells one device from another of its kind.
 */
export async function describeHardware(home: AgentHome): Promise<Hex> {
  const description = {
    version: 1,
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGib: Math.round(totalmem() / GIB),
    architecture: arch(),
    system: platform(),
  }
  await home.writeJson('hardware.json', description)
  return keccak256(stringToHex(canonicalJson(description)))
}

// Writes the sandbox's program for the process `owner` into a folder under `parent`, says where it is, and ends.
import { writeSandboxProgram } from './sandbox-program.ts'

const [parent = '', owner] = process.argv.slice(2)
const { folder, main, readable } = writeSandboxProgram(parent, undefined, Number(owner))
process.stdout.write(JSON.stringify({ folder, main, readable }))

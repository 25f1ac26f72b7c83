// The Solidity compiler of npm behind the two calls forge makes: --version and --standard-json.
// forge names a file outside this folder now by its absolute path, now by ../node_modules/…, which the native
// compiler settles on disk. This one only sees the names, so here all of them become absolute, and back again.
const solc = require('solc')
const { readFileSync, writeSync } = require('node:fs')
const { resolve } = require('node:path')

function writeAll(text) {
  const bytes = Buffer.from(text)
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(1, bytes, offset)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
}

function compile(basePath) {
  const input = JSON.parse(readFileSync(0, 'utf8'))
  const originalNames = new Map()
  const absolute = (name) => (name.startsWith('../') ? resolve(basePath, name) : name)
  const renameKeys = (record, rename) =>
    Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [rename(key), value]))

  for (const name of Object.keys(input.sources)) originalNames.set(absolute(name), name)
  input.sources = renameKeys(input.sources, absolute)
  input.settings.outputSelection = renameKeys(input.settings.outputSelection, absolute)
  input.settings.remappings = input.settings.remappings?.map((remapping) => {
    const [from, to] = remapping.split('=')
    return to.startsWith('../') ? `${from}=${resolve(basePath, to)}/` : remapping
  })

  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  const original = (name) => originalNames.get(name) ?? name
  output.sources = renameKeys(output.sources, original)
  output.contracts = renameKeys(output.contracts, original)
  return JSON.stringify(output)
}

if (process.argv.includes('--standard-json')) {
  writeAll(compile(process.argv[process.argv.indexOf('--base-path') + 1]))
} else {
  writeAll(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`)
}

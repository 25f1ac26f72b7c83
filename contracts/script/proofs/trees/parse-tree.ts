type Leaf = { line: number; text: string; testName: string }
type Root = { line: number; name: string; leaves: Leaf[] }
export type Tree = { roots: Root[]; problems: string[] }

type Row = { line: number; column: number; text: string }

const DRAWN = /^[\s│├└─]*/

/** Each word with a capital, apostrophes gone, other punctuation a border: "revert with NotStaker" → RevertWithNotStaker. */
function joinWords(text: string): string {
  return text
    .replaceAll(/['’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** The part of a test's name behind `test_` or `testFuzz_`. */
function testNameOf(root: string, leaf: string): string {
  return `${joinWords(root)}_${joinWords(leaf.replace(/^it (should )?/, ''))}`
}

function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .map((source, index) => {
      const column = DRAWN.exec(source)?.[0].length ?? 0
      return { line: index + 1, column, text: source.slice(column).trim() }
    })
    .filter((row) => row.text !== '')
}

/** Reads a `.tree` file (the rule is in contracts/test/README.md); what breaks the rule becomes a problem. */
export function parseTree(text: string): Tree {
  const rows = rowsOf(text)
  const tree: Tree = { roots: [], problems: [] }
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1]
    const hasChildren = next !== undefined && next.column > row.column
    if (row.column === 0) {
      if (!hasChildren) tree.problems.push(`line ${row.line}: ${row.text} has no branches`)
      tree.roots.push({ line: row.line, name: row.text, leaves: [] })
      continue
    }
    const root = tree.roots.at(-1)
    if (root === undefined) {
      tree.problems.push(`line ${row.line}: a branch before any root`)
    } else if (hasChildren) {
      if (!/^(when|given) /.test(row.text)) {
        tree.problems.push(`line ${row.line}: a condition begins with "when" or "given": ${row.text}`)
      }
    } else {
      if (!/^it /.test(row.text)) tree.problems.push(`line ${row.line}: a leaf begins with "it": ${row.text}`)
      root.leaves.push({
        line: row.line,
        text: row.text,
        testName: testNameOf(root.name, row.text),
      })
    }
  }
  return tree
}

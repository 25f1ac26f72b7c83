/** Solidity source with its comments blanked out, each character kept in place so that positions still hold. */
export function withoutComments(solidity: string): string {
  return solidity.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
}

/**
 * What a program of ours is started with in a test: nothing of this machine's environment but PATH, and the folder
 * where Node.js keeps compiled code from one start to the next (scripts/run-suite.ts), which halves what a start costs.
 */
export function programEnv(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_COMPILE_CACHE, ...own }
}

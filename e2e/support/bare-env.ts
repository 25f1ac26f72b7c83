/** Nothing of the test's environment but PATH, and where compiled code is kept from one start to the next (scripts/run-suite.ts). */
export function bareEnv(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_COMPILE_CACHE }
}

/** Cases of each fuzz test: 5,000 by default; `npm run test:deep` asks for 100,000. */
export const FUZZ_RUNS = Number(process.env.CLSC_FUZZ_RUNS ?? 5000)

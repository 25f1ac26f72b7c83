import { createRouter } from '../../trpc.ts'
import { getFaucet } from './get-faucet.ts'
import { requestFaucet } from './request-faucet.ts'

export const faucetRouter = createRouter({
  getInfo: getFaucet,
  request: requestFaucet,
})

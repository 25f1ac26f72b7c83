import type { Deployment } from '@network3/chain/deployment'
import { LOCAL_CHAIN_ID, localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { bytesToHex, parseEther } from 'viem'
import { deployContracts } from './deploy-contracts.ts'
import { readDeployParameters } from './deploy-parameters.ts'

/** N3 that the local faucet gives away; the rest of the genesis allocation is the local treasury's. */
const faucetShareWei = parseEther('10000000')

/**
 * Deploys the local profile with the keys of packages/chain/src/local-economy.ts: the same contracts, roles and
 * shares for `npm start` and for every test. Throws what deployContracts throws.
 */
export async function deployLocally(rpcUrl: string): Promise<Deployment> {
  const { token } = await readDeployParameters('local')
  const { privateKey } = localRichAccount('deployer').getHdKey()
  if (privateKey === null) throw new Error('The local deployer has no private key.')
  return deployContracts({
    rpcUrl,
    chainId: LOCAL_CHAIN_ID,
    privateKey: bytesToHex(privateKey),
    profile: 'local',
    attestors: localAttestors().map(({ address }) => address),
    recipients: [
      {
        address: localRichAccount('treasury').address,
        amountWei: token.genesisAllocationWei - faucetShareWei,
      },
      { address: localRichAccount('faucet').address, amountWei: faucetShareWei },
    ],
    treasury: localRichAccount('treasury').address,
    roles: {
      court: localRichAccount('court').address,
      guardian: localRichAccount('guardian').address,
      fulfiller: localRichAccount('fulfiller').address,
      merchant: localRichAccount('merchant').address,
      directory: localRichAccount('directory').address,
    },
  })
}

import { AppError } from '@network3/core/app-error'
import { getAddress, type Hex, isAddress, parseUnits } from 'viem'
import { z } from 'zod'

const address = z
  .string()
  .refine((value) => isAddress(value, { strict: false }), 'not an address')
  .transform((value) => getAddress(value))

const addressList = z
  .string()
  .transform((value) => value.split(',').map((item) => address.parse(item.trim())))

/** `address=amount` pairs, amounts in N3: 0xabc…=500000000,0xdef…=100000000 */
const recipientList = z.string().transform((value) =>
  value.split(',').map((pair) => {
    const [account, amount] = pair.trim().split('=')
    return { address: address.parse(account), amountWei: parseUnits(z.string().parse(amount), 18) }
  }),
)

const envSchema = z.object({
  RPC_URL: z.url(),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYER_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key')
    .transform((key) => key as Hex),
  DEPLOY_PROFILE: z.enum(['local', 'production']),
  ATTESTORS: addressList,
  GENESIS_RECIPIENTS: recipientList,
  ADMIN_ADDRESS: address.optional(),
  COURT_ADDRESS: address.optional(),
  GUARDIAN_ADDRESS: address.optional(),
  BRIDGE_ADDRESS: address.optional(),
  FULFILLER_ADDRESS: address.optional(),
  MERCHANT_ADDRESS: address.optional(),
  DIRECTORY_ADDRESS: address.optional(),
  TREASURY_ADDRESS: address.optional(),
  DEPLOYMENT_FILE: z.string().optional(),
})

/** What the deploy command is told. Throws ENV_INVALID, naming each variable that is wrong, never its value. */
export function readDeployEnv(): z.infer<typeof envSchema> {
  const result = envSchema.safeParse(process.env)
  if (result.success) return result.data
  const names = [...new Set(result.error.issues.map((issue) => issue.path[0]))].join(', ')
  throw new AppError('ENV_INVALID', `Missing or malformed environment: ${names}.`, { cause: result.error })
}

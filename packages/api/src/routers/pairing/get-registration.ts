import { encodeAddress } from '../../encode/address.ts'
import { readRegistration } from '../../pairing/read-registration.ts'
import { publicProcedure } from '../../trpc.ts'
import { getRegistrationInput, getRegistrationOutput } from './get-registration.schema.ts'

export const getRegistration = publicProcedure
  .meta({ summary: 'What the registry on chain says of a node right now.' })
  .input(getRegistrationInput)
  .output(getRegistrationOutput)
  .query(async ({ ctx, input }) => {
    const { operator, isRetired, nonce } = await readRegistration(ctx, input.node)
    return {
      operator: operator === undefined ? null : encodeAddress(operator),
      isRetired,
      nonce: String(nonce),
    }
  })

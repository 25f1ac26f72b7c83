import { z } from 'zod'
import { asOfOutput, deviceWithHistoryOutput, idInput } from './fields.ts'

export const getDeviceInput = z.object({ tokenId: idInput })

export const getDeviceOutput = deviceWithHistoryOutput.extend({ asOf: asOfOutput })

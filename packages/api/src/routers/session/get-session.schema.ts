import { z } from 'zod'
import { sessionOutput } from './fields.ts'

export const getSessionInput = z.void()
export const getSessionOutput = sessionOutput

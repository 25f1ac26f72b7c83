import { arithmetic } from './rules/arithmetic.ts'
import { products } from './rules/products.ts'
import { reshaping } from './rules/reshaping.ts'
import type { Rule } from './rules/rule.ts'

/**
 * The operators we run, each with how it shapes its results and what work it is. What is not here is refused: loops,
 * conditions and everything whose work cannot be told from shapes.
 */
export const operators: Record<string, Rule> = { ...arithmetic, ...products, ...reshaping }

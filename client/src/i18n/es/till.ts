import type { till as source } from '../en/till.ts'
import type { Translation } from '../text-types.ts'

export const till: Translation<typeof source> = {}

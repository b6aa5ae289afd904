import type { dashboard as source } from '../en/dashboard.ts'
import type { Translation } from '../text-types.ts'

export const dashboard: Translation<typeof source> = {}

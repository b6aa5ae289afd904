import type { office as source } from '../en/office.ts'
import type { Translation } from '../text-types.ts'

export const office: Translation<typeof source> = {}

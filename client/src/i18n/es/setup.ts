import type { setup as source } from '../en/setup.ts'
import type { Translation } from '../text-types.ts'

export const setup: Translation<typeof source> = {}

import { lookForBarriers } from './harness/look-for-barriers.ts'

lookForBarriers({ width: 390, height: 844, theme: 'dark', language: 'es' })

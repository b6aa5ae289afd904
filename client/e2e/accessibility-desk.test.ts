import { lookForBarriers } from './harness/look-for-barriers.ts'

lookForBarriers({ width: 1280, height: 800, theme: 'light', language: 'en' })

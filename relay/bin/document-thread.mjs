// A thread does not inherit how its process reads TypeScript: this is how it begins.
import { tsImport } from 'tsx/esm/api'

await tsImport('../src/compaction/document-thread.ts', import.meta.url)

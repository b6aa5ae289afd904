/**
 * `npm run bench:hardware`: how soon a receipt is at its printer, what encoding it takes, a scan, the print bridge's
 * memory, and what becomes of ten thousand jobs at a printer that fails in every way it knows. Printers are emulated,
 * the browser, the relay and the bridge are real. `-- --only usb,memory` measures a part, `-- --quick` in small.
 */
import { prepareBenchmarks } from './prepare-benchmarks.mjs'

prepareBenchmarks()
const { runHardwareBenchmarks } = await import('./bench-hardware.ts')
await runHardwareBenchmarks()
process.exit()

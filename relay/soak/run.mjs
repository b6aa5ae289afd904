/**
 * `npm run soak`: a shop's tills sell while lines break, disks fill up and processes die; nothing that was
 * acknowledged may be missing afterwards. Takes minutes. `--minutes 30`, `--seed 7` (that run again, with the
 * same sizes), `--tills`, `--faults`, `--relays 3` (on one PostgreSQL, with a Redis between them).
 */
import { register } from 'tsx/esm/api'

register()
const { soak } = await import('./soak.ts')
try {
  await soak()
  process.exit()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

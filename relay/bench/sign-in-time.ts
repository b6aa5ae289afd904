/**
 * Whether time tells which accounts there are: `node --import tsx relay/bench/sign-in-time.ts`. Wrong passwords for
 * accounts that exist and for ones that do not, in turn, from addresses of their own; medians and their difference.
 */
import { openEmbeddedDatabase } from '../src/storage/embedded-database.ts'
import { createTestRelay, setUpOwnShop } from '../src/testing/test-relay.ts'

const ACCOUNTS = 60
/** As many tries as an account has for nothing. */
const TRIES = 4

const relay = await createTestRelay(await openEmbeddedDatabase(null), { trustProxy: true })
const owner = await setUpOwnShop(relay)
for (let i = 0; i < ACCOUNTS; i++) {
  const added = { name: 'Mia', email: `known${i}@shop.example`, role: 'manager', password: 'a long password' }
  const response = await owner.post('/api/users', added)
  if (response.status !== 201) throw new Error(`adding an account answered ${response.status}`)
}

let address = 0
async function time(email: string): Promise<number> {
  address += 1
  const from = { 'x-forwarded-for': `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}` }
  const start = performance.now()
  const response = await relay.browser().post('/api/session', { email, password: 'not it at all' }, from)
  const milliseconds = performance.now() - start
  if (response.status !== 401) throw new Error(`a wrong password answered ${response.status}`)
  return milliseconds
}

const known: number[] = []
const unknown: number[] = []
for (let round = 0; round < TRIES; round++) {
  for (let i = 0; i < ACCOUNTS; i++) {
    known.push(await time(`known${i}@shop.example`))
    unknown.push(await time(`nobody${i}@shop.example`))
  }
}
await relay.close()

function at(share: number, times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN
}
for (const [name, times] of Object.entries({ known, unknown })) {
  const figures = [0.1, 0.5, 0.9].map(share => `${at(share, times).toFixed(1)} ms`).join(' / ')
  process.stdout.write(`${name.padEnd(8)} p10 / p50 / p90: ${figures} (${times.length} tries)\n`)
}
const difference = at(0.5, unknown) - at(0.5, known)
process.stdout.write(`difference of the medians: ${difference.toFixed(2)} ms\n`)

import { afterEach, beforeEach } from 'vitest'
import { describeDatabases } from './postgres.ts'
import { createTestRelay, type TestRelay } from './test-relay.ts'

/** Runs a suite on each database, with a new relay on an empty one for each test. */
export function describeRelay(title: string, suite: (relay: () => TestRelay) => void): Promise<void> {
  return describeDatabases(title, open => {
    let relay: TestRelay | undefined
    beforeEach(async () => {
      relay = await createTestRelay(await open())
    }, 60_000)
    afterEach(() => relay?.close())
    suite(() => {
      if (!relay) throw new Error('the relay exists only within a test')
      return relay
    })
  })
}

import { afterEach, beforeEach } from 'vitest'
import { describeDatabase } from './postgres.ts'
import { createTestRelay, type TestRelay, type TestRelayOptions } from './test-relay.ts'

/** Runs a suite with a new relay on an empty database for each test. */
export function describeRelay(
  title: string,
  suite: (relay: () => TestRelay) => void,
  options: TestRelayOptions = {},
): Promise<void> {
  return describeDatabase(title, open => {
    let relay: TestRelay | undefined
    beforeEach(async () => {
      relay = await createTestRelay(await open(), options)
    }, 60_000)
    afterEach(() => relay?.close())
    suite(() => {
      if (!relay) throw new Error('the relay exists only within a test')
      return relay
    })
  })
}

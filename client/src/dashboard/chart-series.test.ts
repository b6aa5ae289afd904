import type { HealthHistoryReply } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { relaySeries, tillSeries } from './chart-series.ts'

const sample = (at: number, unsyncedEntries: number) => ({
  at,
  online: true,
  unsyncedEntries,
  lagP95: null,
  clockOffset: 0,
  printer: null,
})

const history: HealthHistoryReply = {
  tills: [
    { till: 't1', samples: [sample(300, 1), sample(900, 3)] },
    { till: 't2', samples: [sample(600, 7)] },
  ],
  relays: [],
}

describe('the lines of a chart', () => {
  it('share their times, with gaps where a till was not there', () => {
    const names = (till: string) => ({ t1: 'Till 1', t2: 'Till 2' })[till] ?? till
    expect(tillSeries(history, names, each => each.unsyncedEntries)).toEqual({
      times: [300, 600, 900],
      lines: [
        { name: 'Till 1', values: [1, null, 3] },
        { name: 'Till 2', values: [null, 7, null] },
      ],
    })
  })

  it('are none when nothing was recorded', () => {
    expect(relaySeries(history, each => each.updatesPerSecond)).toEqual({ times: [], lines: [] })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReplicaId, toId } from '../ids.ts'
import { makeDot } from '../log/dot.ts'
import { SimulatedReplica } from '../testing/network.ts'
import { everythingShown } from '../testing/record-oracle.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { blankReplaced, holdsForgotten, replacedValues } from './blank-replaced.ts'
import { customerFields, forgottenFields } from './customer.ts'
import type { RecordEntry } from './record-entry.ts'
import { applyRecordEntries, createRecordFold } from './record-fold.ts'
import { redundantEntries } from './redundant-entries.ts'

function blanked(entries: readonly RecordEntry[]): RecordEntry[] {
  const replaced = replacedValues(entries)
  return entries.map(entry => blankReplaced(entry, replaced))
}

function shown(entries: Iterable<RecordEntry>): string {
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  return everythingShown(fold)
}

describe('blanking of replaced values', () => {
  it('R13 C9 of a forgotten customer no entry says anything, nor the one that R9 keeps', () => {
    const till = new SimulatedReplica('till')
    const office = new SimulatedReplica('office')
    const made = till.write('c1', customerFields({ name: 'Ana Ruiz', phone: '600 123 456' }))
    office.receive(made ? [made] : [], [])
    office.write('c1', forgottenFields())
    const log = [...office.entries.values()]
    // The till wrote nothing else: its only entry is its latest, and stays.
    expect(redundantEntries(log)).toEqual([])
    expect(JSON.stringify(log)).toContain('Ana Ruiz')
    expect(JSON.stringify(blanked(log))).not.toMatch(/Ana|600/)
    expect(shown(blanked(log))).toBe(shown(log))
    expect([holdsForgotten(log), holdsForgotten(blanked(log))]).toEqual([true, false])
    expect(holdsForgotten(made ? [made] : [])).toBe(false)
  })

  it('R13 keeps the values that nobody replaced, and the same field of another record', () => {
    const entry = (record: string, counter: number, replaces: RecordEntry['replaces'] = {}): RecordEntry => ({
      replica: toId<ReplicaId>('a'),
      counter,
      record,
      fields: { name: 'x', phone: 'y' },
      replaces,
      who: 'ana',
      at: 0,
    })
    const log = [entry('c1', 1), entry('c2', 1), { ...entry('c1', 2, { name: ['a.1'] }) }]
    expect(blanked(log).map(each => each.fields)).toEqual([
      { name: null, phone: 'y' },
      { name: 'x', phone: 'y' },
      { name: 'x', phone: 'y' },
    ])
  })

  for (const { name, seed } of seeds({ first: 1, second: 77 })) {
    it(
      `R13 changes no fold, now or after anything still to come (${name}, seed ${seed})`,
      () => {
        const write = fc.record({
          by: fc.nat({ max: 2 }),
          record: fc.constantFrom('c1', 'c2'),
          fields: fc.dictionary(fc.constantFrom('name', 'phone'), fc.nat({ max: 4 }), { minKeys: 1 }),
          /** Whose entries the writer has seen before. */
          hears: fc.array(fc.nat({ max: 2 }), { maxLength: 3 }),
        })
        fc.assert(
          fc.property(fc.array(write, { maxLength: 30, size: 'max' }), fc.nat({ max: 30 }), (writes, cut) => {
            const replicas = ['r0', 'r1', 'r2'].map(each => new SimulatedReplica(each))
            const written: RecordEntry[] = []
            for (const { by, record, fields, hears } of writes) {
              const writer = replicas[by]
              for (const from of hears) writer?.receive([...(replicas[from]?.entries.values() ?? [])], [])
              const entry = writer?.write(record, fields)
              if (entry) written.push(entry)
            }
            const here = written.slice(0, cut)
            const late = written.slice(cut)
            expect(shown([...blanked(here), ...late])).toBe(shown(written))
            const dots = (log: readonly RecordEntry[]) => log.map(each => makeDot(each.replica, each.counter))
            expect(dots(blanked(here))).toEqual(dots(here))
          }),
          { seed, numRuns: 300 },
        )
      },
      PROPERTY_TIMEOUT,
    )
  }
})

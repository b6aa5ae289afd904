import type { CatalogId, DepartmentId, ProductId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../replica/protocol.ts'
import type { ImportPlan, PlannedRow } from './plan-import.ts'
import { runImport } from './run-import.ts'

const catalog = 'main' as CatalogId

function row(index: number, kind: 'new' | 'same' | 'left-out'): PlannedRow {
  const shared = { line: index + 2, texts: {}, problems: [] }
  const product = `p${index}` as ProductId
  if (kind === 'new') return { ...shared, kind, product, fields: { name: `Product ${index}` } }
  return kind === 'same' ? { ...shared, kind, product } : { ...shared, kind }
}

function planOf(rows: PlannedRow[], departments: string[] = []): ImportPlan {
  const counts = { new: 0, update: 0, same: 0, 'left-out': 0 }
  for (const each of rows) counts[each.kind] += 1
  return { rows, newDepartments: departments.map(name => ({ id: name as DepartmentId, name })), counts }
}

/** A replica that keeps what it was told, and fails from a certain command on. */
function fakeReplica(failAt = Number.POSITIVE_INFINITY) {
  const commands: Extract<Command, { type: 'writeRecords' }>[] = []
  const send = async (command: Command) => {
    if (command.type !== 'writeRecords') throw new Error('unexpected command')
    if (commands.length >= failAt) throw new Error('disk full')
    commands.push(command)
    return null
  }
  return { commands, replica: { send: send as never } }
}

describe('running an import', () => {
  it('writes departments before products, in chunks, and nothing that is as it was', async () => {
    const { commands, replica } = fakeReplica()
    const rows = Array.from({ length: 1_200 }, (_, index) => row(index, 'new'))
    const progress: number[] = []
    const plan = planOf([...rows, row(2_000, 'same'), row(2_001, 'left-out')], ['Food'])
    const outcome = await runImport(replica, catalog, plan, 3, done => progress.push(done))
    expect(commands.map(command => [command.log, command.writes.length])).toEqual([
      ['departments', 1],
      ['products', 500],
      ['products', 500],
      ['products', 200],
    ])
    expect(commands.every(command => command.document === 'catalog/main')).toBe(true)
    expect(commands[0]?.writes[0]).toMatchObject({ record: 'Food', fields: { name: 'Food', order: 3 } })
    expect(progress).toEqual([500, 1_000, 1_200])
    expect(outcome).toEqual({ kind: 'done', created: 1_200, updated: 0, same: 1, leftOut: 1 })
  })

  it('says how far it came when it is stopped', async () => {
    const { replica } = fakeReplica(1)
    const rows = Array.from({ length: 600 }, (_, index) => row(index, 'new'))
    expect(await runImport(replica, catalog, planOf(rows), 0, () => undefined)).toEqual({
      kind: 'stopped',
      done: 500,
      total: 600,
      reason: 'disk full',
    })
  })

  it('writes nothing when there is nothing to write', async () => {
    const { commands, replica } = fakeReplica()
    await runImport(replica, catalog, planOf([row(0, 'same')]), 0, () => undefined)
    expect(commands).toEqual([])
  })
})

import type { WriterReply } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import { RELAY_WRITER, type Writer } from '../sync/guard/client-bindings.ts'

/** What is known of devices that wrote, by their id. */
export type KnownDevices = ReadonlyMap<string, { readonly till: string; readonly name: string }>

/** Reads what names the devices among some writers. */
export async function readWriters(
  database: Queryable,
  rows: readonly { readonly writer: Writer }[],
): Promise<KnownDevices> {
  const ids = new Set(rows.map(row => idOf(row.writer)))
  const devices = await database.query<{ id: string; till: string; name: string }>(
    'select id, till, name from devices where id in (select json_array_elements_text($1::json))',
    [JSON.stringify([...ids])],
  )
  return new Map(devices.map(device => [device.id, device]))
}

/** A writer as people know it. @param name what it was called when it wrote */
export function writerOf(devices: KnownDevices, writer: Writer, name: string): WriterReply {
  if (writer === RELAY_WRITER) return { kind: 'relay' }
  const id = idOf(writer)
  if (writer.startsWith('user:')) return { kind: 'user', id, name }
  const device = devices.get(id)
  return { kind: 'device', id, till: device?.till ?? null, name: device?.name ?? name }
}

function idOf(writer: Writer): string {
  return writer.slice(writer.indexOf(':') + 1)
}

import {
  appendToLog,
  CLOSE,
  customerFields,
  type DocumentId,
  encodeRecordEntry,
  encodeSyncStep2,
  encodeUpdate,
  type Fields,
  findingsReply,
  formatDocumentId,
  LOGS,
  productFields,
  type QuarantinedUpdate,
  quarantineReply,
  type RecordLog,
  type ReplicaId,
  readLog,
  releaseReply,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { useRelaySockets } from '../../testing/relay-sockets.ts'
import {
  enrollTablet,
  onlyTill,
  readTills,
  setUpOwnShop,
  type TestBrowser,
} from '../../testing/test-relay.ts'

const [PRODUCTS] = LOGS.catalog

await describeRelay('refused updates and findings', relay => {
  const sockets = useRelaySockets(relay)

  /** Sends updates as this browser's own page would. @returns the code it was closed with, or 'durable' */
  async function send(
    browser: TestBrowser,
    document: string,
    updates: Uint8Array[],
  ): Promise<number | 'durable'> {
    const socket = await sockets.opened(`${document}?durable=1`, browser)
    const outcome = new Promise<number | 'durable'>(resolve => {
      socket.on('close', code => resolve(code))
      socket.on('message', data => {
        const frame = new Uint8Array(data as Buffer)
        if (frame[0] === 100 && frame[1] === updates.length + 1) resolve('durable')
      })
    })
    socket.send(encodeSyncStep2(Uint8Array.of(0, 0)))
    for (const update of updates) socket.send(encodeUpdate(update))
    const how = await outcome
    socket.terminate()
    return how
  }

  function productUpdate(fields: Fields, who: string): Uint8Array {
    const doc = new Y.Doc()
    const entry = {
      replica: toId<ReplicaId>('r1'),
      counter: 1,
      record: 'soap',
      fields,
      replaces: {},
      who,
      at: 1,
    }
    appendToLog(doc, PRODUCTS, [encodeRecordEntry(entry)])
    return Y.encodeStateAsUpdate(doc)
  }

  async function shop() {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { tablet, reply } = await enrollTablet(relay(), owner, till)
    const catalog: DocumentId = { kind: 'catalog', catalog: toId(reply.catalog) }
    const products = () => relay().services.hub.read(catalog, doc => readLog(doc, PRODUCTS).length)
    return { owner, tablet, reply, till, products, catalog: formatDocumentId(catalog) }
  }

  /** What lies in quarantine, as soon as there is so much. */
  async function waiting(owner: TestBrowser, count: number): Promise<QuarantinedUpdate[]> {
    let updates: QuarantinedUpdate[] = []
    await expect
      .poll(async () => {
        updates = (await owner.get('/api/quarantine').then(async reply => parse(quarantineReply, reply)))
          .updates
        return updates.length
      })
      .toBe(count)
    return updates
  }

  it('keeps what a till may not write, and gives it to the owner to decide', async () => {
    const { owner, tablet, reply, till, catalog, products } = await shop()
    const forged = productUpdate(productFields({ name: 'Soap', price: 1 }), 'Olga')
    expect(await send(tablet, catalog, [forged])).toBe(CLOSE.readOnly)
    const [update] = await waiting(owner, 1)
    expect(update).toMatchObject({
      document: catalog,
      code: 'readOnly',
      writer: { kind: 'device', id: reply.device, till },
      bytes: forged.byteLength,
      kept: true,
      times: 1,
    })
    expect((await readTills(owner)).relay.refusedUpdates).toBe(1)
    // The same again is the same.
    expect(await send(tablet, catalog, [forged])).toBe(CLOSE.readOnly)
    await expect.poll(async () => (await waiting(owner, 1))[0]?.times).toBe(2)
    expect(await products()).toBe(0)
    const released = await owner.post(`/api/quarantine/${update?.id}/release`)
    expect(await parse(releaseReply, released)).toEqual({ outcome: 'released' })
    expect(await products()).toBe(1)
    await waiting(owner, 0)
    expect((await owner.post(`/api/quarantine/${update?.id}/release`)).status).toBe(404)
  })

  it('takes nothing out of a journal, whoever wants it, and lets go of what is discarded', async () => {
    const { owner, tablet, till } = await shop()
    const journal = formatDocumentId({ kind: 'journal', till: toId(till), day: toId('2026-11-20') })
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    appendToLog(doc, LOGS.journal[0], [Uint8Array.of(1, 2, 3)])
    doc.getArray(LOGS.journal[0]).delete(0)
    const [written = new Uint8Array(), deleted = new Uint8Array()] = updates
    expect(await send(tablet, journal, [written])).toBe('durable')
    expect(await send(tablet, journal, [deleted])).toBe(CLOSE.foreignDeletion)
    const [update] = await waiting(owner, 1)
    const answer = await owner.post(`/api/quarantine/${update?.id}/release`)
    expect(await parse(releaseReply, answer)).toEqual({ outcome: 'never' })
    expect((await owner.post(`/api/quarantine/${update?.id}/discard`)).status).toBe(204)
    await waiting(owner, 0)
  })

  it('A6 keeps from everybody what a till writes of a customer’s credit, and takes their name and number', async () => {
    const { owner, tablet, reply } = await shop()
    const customer = (fields: Fields) => {
      const doc = new Y.Doc()
      const entry = { replica: toId<ReplicaId>('r1'), counter: 1, record: 'ann', fields, replaces: {} }
      appendToLog(doc, LOGS.customers[0], [encodeRecordEntry({ ...entry, who: reply.till, at: 1 })])
      return Y.encodeStateAsUpdate(doc)
    }
    const kept = () =>
      relay().services.hub.read({ kind: 'customers' }, doc => readLog(doc, LOGS.customers[0]).length)
    expect(await send(tablet, 'customers', [customer(customerFields({ name: 'Ann', phone: '1' }))])).toBe(
      'durable',
    )
    const raised = customer(customerFields({ name: 'Ann', creditLimit: 1_000_000 }))
    expect(await send(tablet, 'customers', [raised])).toBe(CLOSE.readOnly)
    expect(await kept()).toBe(1)
    expect(await waiting(owner, 1)).toMatchObject([{ document: 'customers', code: 'readOnly' }])
    // An office writes all of it.
    expect(await send(owner, 'customers', [raised])).toBe('durable')
    expect(await kept()).toBe(2)
  })

  it('is the owner’s alone', async () => {
    const { owner, tablet } = await shop()
    await owner.post('/api/users', {
      name: 'Max',
      email: 'max@example.com',
      password: 'a long enough password',
      role: 'manager',
    })
    const manager = relay().browser()
    await manager.post('/api/session', { email: 'max@example.com', password: 'a long enough password' })
    for (const browser of [manager, tablet, relay().browser()]) {
      expect([401, 403]).toContain((await browser.get('/api/quarantine')).status)
      expect([401, 403]).toContain((await browser.post('/api/quarantine/1/release')).status)
    }
    // What was found is for who answers for all stores.
    expect((await manager.get('/api/findings')).status).toBe(200)
    for (const browser of [tablet, relay().browser()]) {
      expect((await browser.get('/api/findings')).status).toBe(401)
      expect((await browser.post(`/api/findings/${'0'.repeat(64)}/settle`, { reason: 'x' })).status).toBe(401)
    }
    for (const id of ['0', 'x', '1e3', '99999999999999999999']) {
      expect((await owner.post(`/api/quarantine/${id}/discard`)).status).toBe(404)
    }
  })

  it('finds nothing in what set-up writes', async () => {
    const owner = relay().browser()
    expect((await owner.post('/api/setup', { kind: 'demo' })).status).toBe(201)
    await relay().services.findings.idle()
    expect(await parse(findingsReply, await owner.get('/api/findings'))).toEqual({
      ...{ findings: [], total: 0, settled: [] },
    })
  })

  it('finds entries that count for nothing, and no longer once they are put right', async () => {
    const { owner, tablet, till, catalog } = await shop()
    const { findings } = relay().services
    const found = async () => {
      await findings.idle()
      return (await parse(findingsReply, await owner.get('/api/findings'))).findings
    }
    expect(await found()).toEqual([])
    const forged = productUpdate({ name: 'Soap', price: -1, colour: 'red' }, 'Somebody')
    expect(await send(owner, catalog, [forged])).toBe('durable')
    expect((await found()).map(finding => finding.kind).sort()).toEqual([
      'claimed-actor',
      'unknown-field',
      'unreadable-field',
    ])
    const journal = formatDocumentId({ kind: 'journal', till: toId(till), day: toId('2026-11-20') })
    const doc = new Y.Doc()
    appendToLog(doc, LOGS.journal[0], [Uint8Array.of(1, 2, 3)])
    expect(await send(tablet, journal, [Y.encodeStateAsUpdate(doc)])).toBe('durable')
    expect(await found()).toHaveLength(4)
    expect((await readTills(owner)).relay.findings).toBe(4)
    // Looking again changes nothing.
    findings.committed(catalog)
    findings.committed(journal)
    expect(await found()).toHaveLength(4)
    await relay().services.hub.change(
      { kind: 'catalog', catalog: toId(catalog.slice('catalog/'.length)) },
      shared => shared.getArray(PRODUCTS).delete(0),
    )
    expect(await found()).toMatchObject([{ kind: 'unreadable-entry', document: journal, entries: 1 }])
    // F4: what cannot be put right is settled, and stays so however often it is looked at.
    const [last] = await found()
    const settled = await owner.post(`/api/findings/${last?.id}/settle`, { reason: 'A test of ours' })
    expect(settled.status).toBe(204)
    findings.committed(journal)
    expect(await found()).toEqual([])
    expect((await readTills(owner)).relay.findings).toBe(0)
  })

  it('C6 C7 R12 stores promotions and price lists, and finds what is none', async () => {
    const { owner, catalog, reply } = await shop()
    const { findings, hub } = relay().services
    const writer = (log: RecordLog) =>
      new RecordWriter(hub, { kind: 'catalog', catalog: toId(reply.catalog) }, log, 'Ada')
    const [promotions, lists] = [writer('promotions'), writer('priceLists')]
    await promotions.write('happy', {
      name: 'Happy hour',
      conditions: { hours: [{ from: 1020, until: 1140 }] },
      benefit: { kind: 'each', on: {}, off: { kind: 'percent', millionths: 100_000 } },
    })
    await lists.write('trade', { name: 'Trade', conditions: {}, 'price/tea': 90 })
    await promotions.write('gift', { benefit: { kind: 'gift' } })
    await lists.write('trade', { 'price/tea': 'free' })
    await hub.change({ kind: 'catalog', catalog: toId(reply.catalog) }, doc =>
      appendToLog(doc, 'inventions', [1]),
    )
    findings.committed(catalog)
    await findings.idle()
    const told = await parse(findingsReply, await owner.get('/api/findings'))
    const found = told.findings.map(({ kind, log, field = '' }) => [kind, log, field])
    expect(found.toSorted()).toEqual([
      ['unreadable-entry', 'inventions', ''],
      ['unreadable-field', 'priceLists', 'price/tea'],
      ['unreadable-field', 'promotions', 'benefit'],
    ])
  })
})

async function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  response: Response,
): Promise<v.InferOutput<Schema>> {
  return v.parse(schema, await response.json())
}

import {
  appendToLog,
  catalogFields,
  type DocumentId,
  decodeRecordEntry,
  departmentFields,
  encodeRecordEntry,
  encodeStockEntry,
  type Fields,
  LOGS,
  organisationFields,
  personFields,
  productFields,
  type RecordLog,
  readLog,
  storeFields,
  taxClassFields,
  tillFields,
} from '@evertill/crdt-model'
import type { SyncHub } from '../sync/sync-hub.ts'
import { type DemoGoods, readDemoGoods } from './demo/demo-goods.ts'
import { type DemoOffers, demoOffers } from './demo/demo-offers.ts'
import type { PlannedStore, SetUpPlan } from './set-up-plan.ts'

type Hub = Pick<SyncHub, 'change'>

/** The stock that was there before the first sale is a writer's of its own, so that no till's counter starts with it. */
const OPENING_STOCK_WRITER = 'opening'

/**
 * Writes the shop's first documents. Each is one transaction under the plan's replica: a document that has entries
 * of that replica was written before and is left as it is.
 */
export async function writeDocuments(hub: Hub, plan: SetUpPlan, demoDirectory: string): Promise<void> {
  for (const store of plan.stores) {
    await writeRecords(
      hub,
      plan,
      { kind: 'staff', store: store.id },
      { people: store.cashiers.map(cashierRecord) },
    )
    if (store.goods === null) continue
    const goods = await readDemoGoods(store, store.goods, demoDirectory)
    await writeGoods(hub, plan, store, goods, demoOffers(store.goods, goods))
  }
  await writeRecords(hub, plan, { kind: 'settings' }, settingsRecords(plan))
}

interface PlannedRecord {
  readonly id: string
  readonly fields: Fields
}

type RecordsByLog = { readonly [Log in RecordLog]?: readonly PlannedRecord[] }

function settingsRecords({ organisation, stores }: SetUpPlan): RecordsByLog {
  return {
    organisation: [{ id: organisation.id, fields: organisationFields({ name: organisation.name }) }],
    stores: stores.map(({ id, catalog, ...store }) => ({
      id,
      fields: storeFields({ ...store, catalog: catalog.id }),
    })),
    tills: stores.flatMap(store =>
      store.tills.map(({ id, name }) => ({ id, fields: tillFields({ name, store: store.id }) })),
    ),
    catalogs: stores.map(({ catalog, currency }) => ({
      id: catalog.id,
      fields: catalogFields({ name: catalog.name, currency }),
    })),
    taxClasses: stores.flatMap(store =>
      store.taxClasses.map(({ id, name, rates }) => ({ id, fields: taxClassFields({ name, rates }) })),
    ),
  }
}

function cashierRecord({ id, name, pin, role }: PlannedStore['cashiers'][number]): PlannedRecord {
  return { id, fields: personFields({ name, pin, role }) }
}

async function writeGoods(
  hub: Hub,
  plan: SetUpPlan,
  store: PlannedStore,
  goods: DemoGoods,
  offers: DemoOffers,
): Promise<void> {
  const departments = goods.departments.map(({ id, name }, index) => ({
    id,
    fields: departmentFields({
      name,
      order: index,
      // The golden angle: neighbours in the list are far apart on the colour circle.
      hue: Math.round(index * 137.508) % 360,
    }),
  }))
  const products = goods.products.map(({ id, fields }) => ({ id, fields: productFields(fields) }))
  await writeRecords(
    hub,
    plan,
    { kind: 'catalog', catalog: store.catalog.id },
    { departments, products, ...offers },
  )
  const stock: DocumentId = { kind: 'stock', store: store.id, writer: OPENING_STOCK_WRITER }
  await hub.change(stock, doc => {
    const [moves] = LOGS.stock
    if (readLog(doc, moves).length > 0) return
    appendToLog(doc, moves, [
      encodeStockEntry({ kind: 'total', epoch: 1, upTo: 1, totals: goods.openingStock }),
    ])
  })
}

function writeRecords(hub: Hub, plan: SetUpPlan, document: DocumentId, records: RecordsByLog): Promise<void> {
  return hub.change(document, doc => {
    doc.transact(() => {
      for (const log of LOGS[document.kind]) {
        const written = isRecordLog(records, log) ? (records[log] ?? []) : []
        const isThere = readLog(doc, log).some(raw => decodeRecordEntry(raw)?.replica === plan.replica)
        if (!isThere)
          appendToLog(
            doc,
            log,
            written.map((record, index) => entryOf(plan, record, index)),
          )
      }
    })
  })
}

function isRecordLog(records: RecordsByLog, log: string): log is RecordLog {
  return Object.hasOwn(records, log)
}

function entryOf(plan: SetUpPlan, { id, fields }: PlannedRecord, index: number): unknown {
  return encodeRecordEntry({
    replica: plan.replica,
    counter: index + 1,
    record: id,
    fields,
    replaces: {},
    who: plan.users[0]?.id ?? plan.replica,
    at: plan.at,
  })
}

import {
  accessTo,
  answersFor,
  type CatalogId,
  type CurrencyCode,
  type DepartmentId,
  NO_CURRENCY,
  parseCurrency,
  parseDocumentId,
  type TaxClassId,
} from '@evertill/crdt-model'
import {
  type Accessor,
  createContext,
  createMemo,
  createSignal,
  getOwner,
  type JSX,
  runWithOwner,
  useContext,
} from 'solid-js'
import type {
  ConflictRow,
  CustomerGroupRow,
  DepartmentRow,
  LocalDatabase,
  StoreRow,
  TaxClassRow,
  TillRow,
} from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { type OfficeWorkplace, principalOfOffice } from '../local/workplace.ts'
import type { Replica } from '../replica/create-replica.ts'
import { createProductMirror, type ProductMirror } from './products/product-mirror.ts'

/** A catalog as the office shows it: named by itself, or by the stores that sell from it. */
export interface OfficeCatalog {
  readonly id: CatalogId
  readonly name: string
  readonly currency: CurrencyCode
}

/** What every section of the office works with. Lists are undefined until they were read. */
export interface Office {
  readonly workplace: OfficeWorkplace
  readonly replica: Replica
  readonly database: LocalDatabase
  /** The stores that whoever is signed in is for. */
  readonly stores: Accessor<readonly StoreRow[] | undefined>
  readonly tills: Accessor<readonly TillRow[] | undefined>
  readonly catalogs: Accessor<readonly OfficeCatalog[] | undefined>
  /** The catalog that products and departments are shown of. */
  readonly catalog: Accessor<OfficeCatalog | undefined>
  readonly chooseCatalog: (id: CatalogId) => void
  /** Of all catalogs, in their order. */
  readonly departments: Accessor<readonly DepartmentRow[] | undefined>
  readonly taxClasses: Accessor<readonly TaxClassRow[] | undefined>
  /** By name, archived ones too. */
  readonly customerGroups: Accessor<readonly CustomerGroupRow[] | undefined>
  readonly conflicts: Accessor<readonly ConflictRow[] | undefined>
  /** The products of all catalogs; read when it is first asked for, then kept. */
  readonly products: () => ProductMirror
  /** Whether this account may write a document: by the same table that the relay goes by. */
  readonly mayEdit: (document: string) => boolean
  readonly departmentName: (id: DepartmentId | null) => string
  readonly taxClassName: (id: TaxClassId | null) => string
}

const OfficeContext = createContext<Office>()

const CATALOG_KEY = 'evertill.office.catalog'

/** Hands the office to the sections below. Wants a local database around it. */
export function OfficeProvider(props: {
  readonly workplace: OfficeWorkplace
  readonly replica: Replica
  readonly children: JSX.Element
}): JSX.Element {
  const office = createOffice(props.workplace, props.replica, useLocalDatabase())
  return <OfficeContext.Provider value={office}>{props.children}</OfficeContext.Provider>
}

export function useOffice(): Office {
  const office = useContext(OfficeContext)
  if (office === undefined)
    throw new Error('useOffice works below an <OfficeProvider>: wrap the section in one.')
  return office
}

function createOffice(workplace: OfficeWorkplace, replica: Replica, database: LocalDatabase): Office {
  const owner = getOwner()
  const stores = createLiveQuery(() =>
    database.stores
      .toArray()
      .then(rows => sortByName(rows.filter(row => answersFor(principalOfOffice(workplace), row.id)))),
  )
  const tills = createLiveQuery(() => database.tills.toArray().then(rows => sortByName(rows)))
  const departments = createLiveQuery(() =>
    database.departments.toArray().then(rows => rows.sort((a, b) => a.order - b.order || byName(a, b))),
  )
  const taxClasses = createLiveQuery(() => database.taxClasses.toArray().then(rows => sortByName(rows)))
  const customerGroups = createLiveQuery(() =>
    database.customerGroups.toArray().then(rows => sortByName(rows)),
  )
  const conflicts = createLiveQuery(() => database.conflicts.toArray())
  const catalogRows = createLiveQuery(() => database.catalogs.toArray())
  const catalogs = createMemo(() => {
    const rows = catalogRows()
    return rows === undefined
      ? undefined
      : sortByName(rows.map(row => ({ ...row, currency: currencyOf(row.currency) })))
  })
  const [chosen, setChosen] = createSignal(localStorage.getItem(CATALOG_KEY))
  const catalog = createMemo(() => {
    const all = catalogs()
    return all?.find(each => each.id === chosen()) ?? all?.[0]
  })
  const departmentNames = createMemo(() => new Map(departments()?.map(row => [row.id, row.name])))
  const taxClassNames = createMemo(() => new Map(taxClasses()?.map(row => [row.id, row.name])))
  let mirror: ProductMirror | undefined
  return {
    workplace,
    replica,
    database,
    stores,
    tills,
    catalogs,
    catalog,
    chooseCatalog(id) {
      localStorage.setItem(CATALOG_KEY, id)
      setChosen(id)
    },
    departments,
    taxClasses,
    customerGroups,
    conflicts,
    products() {
      mirror ??= runWithOwner(owner, () => createProductMirror(database))
      if (mirror === undefined) throw new Error('the office was closed')
      return mirror
    },
    mayEdit(document) {
      const id = parseDocumentId(document)
      return id !== undefined && accessTo(principalOfOffice(workplace), id) === 'write'
    },
    departmentName: id => (id === null ? '' : (departmentNames().get(id) ?? '')),
    taxClassName: id => (id === null ? '' : (taxClassNames().get(id) ?? '')),
  }
}

function currencyOf(code: string): CurrencyCode {
  return parseCurrency(code) ?? NO_CURRENCY
}

interface Named {
  readonly name: string
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** People's order of names: "Till 2" before "Till 10". */
export function byName(a: Named, b: Named): number {
  return collator.compare(a.name, b.name)
}

function sortByName<Row extends Named>(rows: Row[]): Row[] {
  return rows.sort(byName)
}

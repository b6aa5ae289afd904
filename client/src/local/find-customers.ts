import type { CustomerId } from '@evertill/crdt-model'
import { queryWords } from './customer-words.ts'
import type { CustomerRow, LocalDatabase } from './database.ts'

/** How many of the last journal entries are looked through for customers who were served lately. */
const LOOK_BACK = 300

/** Up to so many matches are read and put in order; of more only the first of the order are read. */
const FEW = 200

export interface FoundCustomers {
  readonly rows: CustomerRow[]
  /** How many match in all, archived ones too. */
  readonly total: number
}

/**
 * The customers of whom each typed word starts a word: by name, number, phone or e-mail, in the order of their names.
 * Of those that are not shown only keys are read. An empty text finds everybody.
 */
export async function findCustomers(
  database: LocalDatabase,
  text: string,
  limit: number,
  includeArchived = false,
): Promise<FoundCustomers> {
  const words = queryWords(text)
  if (words.length === 0) return everybody(database, limit, includeArchived)
  const keys = await Promise.all(
    // A customer with two such words comes twice. Asking for distinct ones would walk them one by one.
    words.map(async word => [
      ...new Set(await database.customers.where('words').startsWith(word).primaryKeys()),
    ]),
  )
  const [fewest = [], ...others] = keys.sort((a, b) => a.length - b.length)
  const sets = others.map(each => new Set(each))
  const ids = fewest.filter(id => sets.every(set => set.has(id)))
  const rows = ids.length > FEW ? await firstOf(database, ids, limit) : await database.customers.bulkGet(ids)
  const wanted = rows.filter(row => row !== undefined).filter(row => includeArchived || !row.archived)
  wanted.sort((a, b) => (a.sortName < b.sortName ? -1 : a.sortName > b.sortName ? 1 : 0))
  return { rows: wanted.slice(0, limit), total: ids.length }
}

/** The first of many by their names, some more than are shown: archived ones among them are left out afterwards. */
async function firstOf(database: LocalDatabase, ids: readonly CustomerId[], limit: number) {
  const matching = new Set(ids)
  const inOrder = await database.customers.orderBy('sortName').primaryKeys()
  return database.customers.bulkGet(inOrder.filter(id => matching.has(id)).slice(0, limit * 2))
}

/** The customers who were served here lately, the last first. */
export async function recentCustomers(database: LocalDatabase, limit: number): Promise<CustomerRow[]> {
  const seen = new Set<CustomerId>()
  const last = await database.journal.reverse().limit(LOOK_BACK).toArray()
  for (const { customer } of last) {
    if (customer !== undefined && seen.size < limit) seen.add(customer)
  }
  const rows = await database.customers.bulkGet([...seen])
  return rows.filter(row => row !== undefined).filter(row => !row.archived)
}

async function everybody(
  database: LocalDatabase,
  limit: number,
  includeArchived: boolean,
): Promise<FoundCustomers> {
  const wanted = database.customers.orderBy('sortName')
  if (!includeArchived) wanted.and(row => !row.archived)
  const [rows, total] = await Promise.all([wanted.limit(limit).toArray(), database.customers.count()])
  return { rows, total }
}

/** The customer whose card or account has exactly this number. Nobody where several have it: a person chooses. */
export async function findCustomerByNumber(
  database: LocalDatabase,
  number: string,
): Promise<CustomerRow | undefined> {
  const wanted = number.trim().toLowerCase()
  const [first = ''] = queryWords(wanted)
  if (first === '') return undefined
  const rows = await database.customers.where('words').equals(first).toArray()
  const exact = rows.filter(row => !row.archived && row.number.trim().toLowerCase() === wanted)
  return exact.length === 1 ? exact[0] : undefined
}

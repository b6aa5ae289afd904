import type { StoreId, TillId } from '../ids.ts'
import type { DocumentId } from './document-id.ts'

/** What a person may be in an organisation. */
export type Role = 'owner' | 'manager' | 'cashier'

/** Which stores a person answers for; a list names at least one. */
export type StoreScope = 'all' | readonly StoreId[]

/** Who asks: a signed-in person, or an enrolled device, which is nobody's but the till's. */
export type Principal =
  | {
      readonly kind: 'user'
      readonly role: Role
      /** All stores when left out. Owners always have all. */
      readonly stores?: StoreScope
    }
  | { readonly kind: 'device'; readonly till: TillId; readonly store: StoreId; readonly catalog: string }

/**
 * What one may do with a document. To append is to add and never to take away; to write is to append, and to take
 * away what `DELETIONS` lets one take away.
 */
export type Access = 'none' | 'read' | 'append' | 'write'

/** Whether something has to do with the one who asks. */
type Where = 'mine' | 'elsewhere'

interface Rights {
  /** An owner, or a manager of all stores; or a manager of the store in question. */
  readonly owner: Access
  readonly manager: { readonly [where in Where]: Access }
  /** A cashier has no way to the relay: the till that a PIN unlocks does. */
  readonly cashier: Access
  readonly till: { readonly [where in Where]: Access }
}

/** The kinds of documents that rights are given on. Stock is of two kinds: who writes it is in its name. */
type DocumentClass = Exclude<DocumentId['kind'], 'stock'> | 'till-stock' | 'office-stock'

/**
 * The one table of rights on documents. SPEC A1.
 *
 * For a manager "mine" is what belongs to a store they answer for; for a till it is its own journals, its own stock
 * log, and its store's staff, catalog and parked sales. What belongs to no store is everybody's "mine", except settings, which
 * belong to all stores: only who answers for all of them changes them.
 */
export const RIGHTS: { readonly [kind in DocumentClass]: Rights } = {
  settings: {
    owner: 'write',
    manager: { mine: 'write', elsewhere: 'read' },
    cashier: 'none',
    till: { mine: 'read', elsewhere: 'read' },
  },
  staff: {
    owner: 'write',
    manager: { mine: 'write', elsewhere: 'none' },
    cashier: 'none',
    till: { mine: 'read', elsewhere: 'none' },
  },
  catalog: {
    owner: 'write',
    manager: { mine: 'write', elsewhere: 'write' },
    cashier: 'none',
    till: { mine: 'read', elsewhere: 'none' },
  },
  customers: {
    owner: 'write',
    manager: { mine: 'write', elsewhere: 'write' },
    cashier: 'none',
    till: { mine: 'write', elsewhere: 'write' },
  },
  'office-stock': {
    owner: 'write',
    manager: { mine: 'write', elsewhere: 'none' },
    cashier: 'none',
    till: { mine: 'read', elsewhere: 'none' },
  },
  'till-stock': {
    owner: 'read',
    manager: { mine: 'read', elsewhere: 'none' },
    cashier: 'none',
    till: { mine: 'write', elsewhere: 'none' },
  },
  journal: {
    owner: 'read',
    manager: { mine: 'read', elsewhere: 'none' },
    cashier: 'none',
    till: { mine: 'append', elsewhere: 'none' },
  },
  parked: {
    owner: 'read',
    manager: { mine: 'read', elsewhere: 'none' },
    cashier: 'none',
    till: { mine: 'append', elsewhere: 'none' },
  },
}

/**
 * What a writer of a document may take away: nothing; what it wrote itself; or letters of free text, whoever wrote
 * them. From the shared logs only the relay takes away, because it alone has seen what every writer wrote. SPEC A5.
 */
export const DELETIONS: { readonly [kind in DocumentId['kind']]: 'nothing' | 'own' | 'free-text' } = {
  settings: 'free-text',
  staff: 'free-text',
  catalog: 'free-text',
  customers: 'free-text',
  stock: 'own',
  journal: 'nothing',
  parked: 'nothing',
}

/** Facts about the shop that a document's name does not say. */
export interface ShopFacts {
  /** The store of a till; undefined when nobody knows. */
  readonly storeOf: (till: TillId) => StoreId | undefined
}

const NO_FACTS: ShopFacts = { storeOf: () => undefined }

/**
 * What a principal may do with a document, by the table `RIGHTS`.
 * @param facts needed for the journals that a manager of some stores asks for; without them such a journal is none
 *   of theirs
 */
export function accessTo(principal: Principal, document: DocumentId, facts: ShopFacts = NO_FACTS): Access {
  const rights = RIGHTS[classOf(document)]
  if (principal.kind === 'device') return tillAccess(principal, document, rights)
  if (principal.role !== 'manager') return rights[principal.role]
  return rights.manager[isManagers(principal.stores ?? 'all', document, facts) ? 'mine' : 'elsewhere']
}

/** Whether the access allows adding to a document. */
export function mayAppend(access: Access): boolean {
  return access === 'append' || access === 'write'
}

/**
 * Whether somebody may add pictures: who writes catalogs, and a till while a recovery is open, since it may bring back
 * what the relay lost. SPEC V3.
 */
export function mayAddPictures(principal: Principal, isRecovering: boolean): boolean {
  if (principal.kind === 'device') return isRecovering
  if (principal.role !== 'manager') return RIGHTS.catalog[principal.role] === 'write'
  return RIGHTS.catalog.manager.elsewhere === 'write'
}

/** Whether a person answers for a store. Owners answer for all of them, cashiers for none. */
export function answersFor(principal: Principal, store: StoreId): boolean {
  if (principal.kind === 'device') return principal.store === store
  if (principal.role !== 'manager') return principal.role === 'owner'
  return isIn(principal.stores ?? 'all', store)
}

function classOf(document: DocumentId): DocumentClass {
  if (document.kind !== 'stock') return document.kind
  return document.writer.startsWith('office-') ? 'office-stock' : 'till-stock'
}

function isManagers(stores: StoreScope, document: DocumentId, facts: ShopFacts): boolean {
  if (stores === 'all') return true
  switch (document.kind) {
    case 'settings':
      return false
    case 'catalog':
    case 'customers':
      return true
    case 'staff':
    case 'stock':
    case 'parked':
      return isIn(stores, document.store)
    case 'journal': {
      const store = facts.storeOf(document.till)
      return store !== undefined && isIn(stores, store)
    }
  }
}

function isIn(stores: StoreScope, store: StoreId): boolean {
  return stores === 'all' || stores.includes(store)
}

function tillAccess(
  till: Extract<Principal, { kind: 'device' }>,
  document: DocumentId,
  rights: Rights,
): Access {
  switch (document.kind) {
    case 'settings':
    case 'customers':
      return rights.till.mine
    case 'staff':
    case 'parked':
      return rights.till[document.store === till.store ? 'mine' : 'elsewhere']
    case 'catalog':
      return rights.till[document.catalog === till.catalog ? 'mine' : 'elsewhere']
    case 'journal':
      return rights.till[document.till === till.till ? 'mine' : 'elsewhere']
    case 'stock':
      if (document.store !== till.store) return rights.till.elsewhere
      // Another writer's log of the same store is read, to know what is on hand there.
      return document.writer === till.till || classOf(document) === 'office-stock' ? rights.till.mine : 'read'
  }
}

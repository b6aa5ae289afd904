/** The little of IndexedDB that is used without Dexie: databases that hold one store each, whose keys are given. */

/** Opens a database, and makes it with its store when there is none. */
export function openObjectStore(factory: IDBFactory, name: string, store: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(store)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

/**
 * Asks the store in one transaction.
 * @param ask makes the requests
 * @returns what `ask` returned once the transaction is complete. Rejects when it is aborted.
 */
export function askObjectStore<Asked>(
  database: IDBDatabase,
  store: string,
  options: { readonly mode: IDBTransactionMode; readonly durability: IDBTransactionDurability },
  ask: (store: IDBObjectStore) => Asked,
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const { mode, durability } = options
    const transaction = database.transaction(store, mode, { durability })
    const asked = ask(transaction.objectStore(store))
    transaction.oncomplete = () => resolve(asked)
    transaction.onabort = () => reject(transaction.error)
  })
}

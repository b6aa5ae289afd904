import { createComponent, createContext, type JSX, onCleanup, useContext } from 'solid-js'
import { LocalDatabase } from './database.ts'
import { localDatabaseName, type Workplace } from './workplace.ts'

const DatabaseContext = createContext<LocalDatabase>()

/** Opens the local database of the workplace for the screens below; closes it with the owner. They only read. */
export function LocalDatabaseProvider(props: { workplace: Workplace; children: JSX.Element }): JSX.Element {
  const database = new LocalDatabase(localDatabaseName(props.workplace))
  onCleanup(() => database.close())
  return createComponent(DatabaseContext.Provider, {
    value: database,
    get children() {
      return props.children
    },
  })
}

/** The local database of the workplace this screen is in. Read only: what is to change is a command to the replica. */
export function useLocalDatabase(): LocalDatabase {
  const database = useContext(DatabaseContext)
  if (!database) {
    throw new Error(
      'useLocalDatabase works below a <LocalDatabaseProvider>: wrap the route of the till or the office in one.',
    )
  }
  return database
}

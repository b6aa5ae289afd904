/** Hocuspocus as its documentation shows it: its database extension on PostgreSQL, all settings as they come. */
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL, { onnotice: () => {} })
await sql`create table if not exists hocuspocus_documents (name text primary key, data bytea not null)`
const server = new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const [row] = await sql`select data from hocuspocus_documents where name = ${documentName}`
        return row?.data ?? null
      },
      store: async ({ documentName, state }) => {
        await sql`insert into hocuspocus_documents (name, data) values (${documentName}, ${state})
          on conflict (name) do update set data = excluded.data`
      },
    }),
  ],
})
await server.listen()
process.stdout.write(`running on port ${process.env.PORT}\n`)

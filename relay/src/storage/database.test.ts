import { describeDatabases } from '../testing/postgres.ts'
import { testDatabase } from './database-acceptance.ts'

await describeDatabases('the database port', open => testDatabase(open))

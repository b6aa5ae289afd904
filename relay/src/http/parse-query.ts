import type { Context } from 'hono'
import * as v from 'valibot'
import { fieldsOf } from './parse-body.ts'
import { Problem } from './problem.ts'

/**
 * The request's query as the schema gives it; an empty value counts as absent, of a repeated name the first counts.
 * @throws `Problem` bad-request, naming each parameter with what is wrong.
 */
export function parseQuery<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): v.InferOutput<Schema> {
  const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))
  const result = v.safeParse(schema, given)
  if (result.success) return result.output
  throw new Problem('bad-request', 'the query is not as it must be', { fields: fieldsOf(result.issues) })
}

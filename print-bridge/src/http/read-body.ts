import type { Context } from 'hono'
import * as v from 'valibot'
import { Problem } from './problem.ts'

/**
 * The request's JSON body as the schema gives it.
 * @throws `Problem` not-json, bad-request. The message names a field, never a value.
 */
export async function readBody<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  // Only application/json: a form of another site cannot send it without asking first.
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new Problem('not-json', 'the body must be application/json')
  const result = v.safeParse(schema, await readJson(c))
  if (result.success) return result.output
  const field = v.getDotPath(result.issues[0])
  throw new Problem(
    'bad-request',
    field === null ? 'the body is not as it must be' : `"${field}" is not as it must be`,
  )
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem('bad-request', 'the body is not JSON')
    throw error
  }
}

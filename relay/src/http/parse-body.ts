import type { FieldProblem } from '@evertill/crdt-model'
import type { Context } from 'hono'
import * as v from 'valibot'
import { Problem } from './problem.ts'

/**
 * The request's JSON body as the schema gives it.
 * @throws `Problem` bad-request, naming each field with what is wrong, by its path: `owner.email`.
 */
export async function parseBody<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  // Only application/json: a form of another site cannot send it without asking first.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new Problem('bad-request', 'the body must be application/json')
  }
  const result = v.safeParse(schema, await readJson(c))
  if (result.success) return result.output
  throw new Problem('bad-request', 'the body is not as it must be', { fields: fieldsOf(result.issues) })
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem('bad-request', 'the body is not JSON')
    throw error
  }
}

/** What is wrong with which field, by its path. */
export function fieldsOf(issues: readonly v.BaseIssue<unknown>[]): Record<string, FieldProblem> {
  const fields: Record<string, FieldProblem> = {}
  for (const issue of issues) {
    const path = v.getDotPath(issue) ?? ''
    // The first complaint about a field is the most basic one.
    if (path !== '' && !Object.hasOwn(fields, path)) fields[path] = problemOf(issue, path)
  }
  return fields
}

function problemOf(issue: v.BaseIssue<unknown>, path: string): FieldProblem {
  if (issue.input === undefined || issue.input === null) return 'required'
  if (typeof issue.input === 'string' && issue.input.trim() === '') return 'required'
  switch (issue.type) {
    case 'min_length':
      return 'too-short'
    case 'max_length':
      return 'too-long'
    case 'email':
      return 'not-an-email'
    case 'regex':
      return path.endsWith('pin') ? 'not-a-pin' : 'not-supported'
    default:
      return 'not-supported'
  }
}

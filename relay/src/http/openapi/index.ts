import { apiError } from '@evertill/crdt-model'
import { toJsonSchema } from '@valibot/to-json-schema'
import { Hono } from 'hono'
import type * as v from 'valibot'
import { SESSION_COOKIE } from '../../auth/cookies.ts'
import type { AppEnv, Services } from '../context.ts'
import { OPERATIONS, type Operation } from './operations.ts'

/** `GET`: the description of the interface, OpenAPI 3.1, made of the schemas that the routes parse with. */
export function openApiRoutes(services: Pick<Services, 'version'>): Hono<AppEnv> {
  const description = describeApi(services.version)
  return new Hono<AppEnv>().get('/', c => c.json(description))
}

export function describeApi(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) {
    const path = paths[operation.path] ?? {}
    path[operation.method] = describe(operation)
    paths[operation.path] = path
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Evertill',
      version,
      description:
        'What a relay tells of its shop. Money is whole minor units of its currency, quantities are thousandths, rates millionths, times milliseconds since 1970. Lists are told a page at a time: send `next` back as `cursor`.',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } },
      schemas: { Error: schemaOf(apiError) },
    },
    security: [{ session: [] }],
  }
}

function describe(operation: Operation): object {
  const { id, summary, tag, query, body, path, open } = operation
  return {
    operationId: id,
    summary,
    tags: [tag],
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(body && { requestBody: { required: true, content: json(schemaOf(body)) } }),
    responses: { ...success(operation), default: { description: 'Why not', content: json(ERROR) } },
    ...(open && { security: [] }),
  }
}

const ERROR = { $ref: '#/components/schemas/Error' }

function success({ reply, method, path }: Operation): Record<string, object> {
  if (reply === 'nothing') return { 204: { description: 'Done' } }
  if (reply === 'csv') {
    return { 200: { description: 'The file', content: { 'text/csv': { schema: { type: 'string' } } } } }
  }
  const status = method === 'post' && path === '/api/enrollment-codes' ? 201 : 200
  return { [status]: { description: 'The answer', content: json(schemaOf(reply)) } }
}

function json(schema: object): object {
  return { 'application/json': { schema } }
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } }
  })
}

function queryParameters(query: v.ObjectSchema<v.ObjectEntries, undefined>): object[] {
  const { properties = {}, required = [] } = schemaOf(query)
  return Object.entries(properties).map(([name, schema]) => {
    return { name, in: 'query', required: required.includes(name), schema }
  })
}

/** What goes over the wire: a schema before its own transformations. */
function schemaOf(schema: v.GenericSchema) {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    // Checks that are code have no words in JSON Schema: the description says less than the relay asks for.
    errorMode: 'ignore',
  })
  return rest
}

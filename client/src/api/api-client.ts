import { type ApiErrorCode, apiError, type FieldProblem } from '@evertill/crdt-model'
import * as v from 'valibot'

/** Why the relay did not do what was asked, or that it could not be asked at all. */
export type ApiFailure =
  | {
      readonly ok: false
      readonly code: ApiErrorCode
      /** What is wrong with which field of the request, by its path (`owner.email`). */
      readonly fields: { readonly [field: string]: FieldProblem }
      /** When trying again makes sense, or null. */
      readonly retryAfterSeconds: number | null
    }
  /** No answer came: no network, or no relay. */
  | { readonly ok: false; readonly code: 'offline' }

export type ApiResult<Value> = { readonly ok: true; readonly value: Value } | ApiFailure

/** Asks the relay. Every method answers with a value or a failure and never throws. */
export interface ApiClient {
  /** @param schema parses the answer; an answer that does not fit counts as `unavailable`. */
  get<Value>(path: string, schema: v.GenericSchema<unknown, Value>): Promise<ApiResult<Value>>
  post<Value>(path: string, body: unknown, schema: v.GenericSchema<unknown, Value>): Promise<ApiResult<Value>>
  patch<Value>(
    path: string,
    body: unknown,
    schema: v.GenericSchema<unknown, Value>,
  ): Promise<ApiResult<Value>>
  /** Sends bytes as they are. */
  put<Value>(
    path: string,
    bytes: Uint8Array,
    schema: v.GenericSchema<unknown, Value>,
  ): Promise<ApiResult<Value>>
  delete(path: string): Promise<ApiResult<null>>
}

/** For requests whose answer carries nothing that the client needs. */
export const nothing = v.pipe(
  v.unknown(),
  v.transform(() => null),
)

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/**
 * @param fetcher the browser's `fetch`, or a stand-in in tests.
 * @param base the relay's origin, or empty for the page's own.
 */
export function makeApiClient(fetcher: typeof fetch, base = ''): ApiClient {
  const ask = async <Value>(
    method: Method,
    path: string,
    body: unknown,
    schema: v.GenericSchema<unknown, Value>,
  ): Promise<ApiResult<Value>> => {
    let response: Response
    try {
      response = await fetcher(`${base}${path}`, requestOf(method, body))
    } catch {
      return { ok: false, code: 'offline' }
    }
    const answer = await readJson(response)
    if (!response.ok) return failureOf(response, answer)
    const parsed = v.safeParse(schema, answer)
    return parsed.success ? { ok: true, value: parsed.output } : unavailable(null)
  }
  return {
    get: (path, schema) => ask('GET', path, undefined, schema),
    post: (path, body, schema) => ask('POST', path, body, schema),
    patch: (path, body, schema) => ask('PATCH', path, body, schema),
    put: (path, bytes, schema) => ask('PUT', path, bytes, schema),
    delete: path => ask('DELETE', path, undefined, nothing),
  }
}

function requestOf(method: Method, body: unknown): RequestInit {
  const request: RequestInit = { method, credentials: 'same-origin', cache: 'no-store' }
  if (body === undefined) return { ...request, headers: { accept: 'application/json' } }
  if (body instanceof Uint8Array) {
    const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' }
    return { ...request, headers, body: Uint8Array.from(body) }
  }
  return {
    ...request,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
}

/** The body as JSON; undefined when there is none or it is something else (a proxy's error page). */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function failureOf(response: Response, answer: unknown): ApiFailure {
  const parsed = v.safeParse(apiError, answer)
  if (!parsed.success) {
    // A gateway in front of a stopped relay answers for it: to the person this is the same as no network.
    if (response.status === 502 || response.status === 503 || response.status === 504) {
      return { ok: false, code: 'offline' }
    }
    return unavailable(retryAfterOf(response))
  }
  const { code, fields, retryAfterSeconds } = parsed.output.error
  return {
    ok: false,
    code,
    fields: fields ?? {},
    retryAfterSeconds: retryAfterSeconds ?? retryAfterOf(response),
  }
}

function unavailable(retryAfterSeconds: number | null): ApiFailure {
  return { ok: false, code: 'unavailable', fields: {}, retryAfterSeconds }
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isInteger(seconds) && seconds >= 0 ? seconds : null
}

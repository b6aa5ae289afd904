import {
  documentsReply,
  type EnrollmentCodeReply,
  enrollmentCodeReply,
  type StatusReply,
  statusReply,
  type TillHealth,
  tillsReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'

/** The relay as a signed-in owner's or manager's browser would ask it, for steps a test is not about. */
export interface RelayApi {
  /** `name=value` of the session's cookie. */
  readonly cookie: string
  makeEnrollmentCode(till: string): Promise<EnrollmentCodeReply>
  tills(): Promise<TillHealth[]>
  /** Names of a store's stock documents. */
  stockDocuments(store: string): Promise<string[]>
}

/** GET /api/status. */
export async function relayStatus(url: string): Promise<StatusReply> {
  const response = await fetch(`${url}/api/status`)
  return v.parse(statusReply, await response.json())
}

/** Signs in with the demo shop's owner. */
export async function signInAsOwner(url: string): Promise<RelayApi> {
  const { demo } = await relayStatus(url)
  if (demo === undefined) throw new Error('this relay has no demo shop')
  return signIn(url, demo.email, demo.password)
}

/** Signs in with e-mail and password. */
export async function signIn(url: string, email: string, password: string): Promise<RelayApi> {
  const response = await send(url, 'POST', '/api/session', '', { email, password })
  const cookie = response.headers
    .getSetCookie()
    .map(each => each.split(';')[0] ?? '')
    .join('; ')
  return {
    cookie,
    makeEnrollmentCode: async till => {
      const reply = await send(url, 'POST', '/api/enrollment-codes', cookie, { till })
      return v.parse(enrollmentCodeReply, await reply.json())
    },
    tills: async () => {
      const reply = await send(url, 'GET', '/api/tills', cookie)
      return v.parse(tillsReply, await reply.json()).tills
    },
    stockDocuments: async store => {
      const reply = await send(url, 'GET', `/api/documents?store=${encodeURIComponent(store)}`, cookie)
      return v.parse(documentsReply, await reply.json()).documents
    },
  }
}

async function send(
  url: string,
  method: string,
  path: string,
  cookie: string,
  body?: object,
): Promise<Response> {
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', origin: url, cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}

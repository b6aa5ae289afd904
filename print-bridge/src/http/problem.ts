const STATUS = {
  'wrong-host': 421,
  'wrong-origin': 403,
  'not-paired': 401,
  'wrong-code': 403,
  'no-code': 410,
  'not-found': 404,
  'bad-request': 400,
  'not-json': 415,
  'too-large': 413,
  'hash-mismatch': 422,
  'bytes-refused': 422,
  'other-bytes': 409,
  'not-unknown': 409,
  expired: 410,
  'too-many-pulses': 429,
  'too-many-tries': 429,
  'too-many-listeners': 429,
  'spool-full': 503,
  'disk-full': 507,
  'storage-failed': 500,
  'printer-unreachable': 504,
  'network-target': 422,
  'not-own-address': 422,
  'too-many': 409,
  unexpected: 500,
} as const
export type ProblemCode = keyof typeof STATUS

/** The expected failures of a request. Thrown anywhere below a route; `app.ts` turns it into the answer. */
export class Problem extends Error {
  readonly code: ProblemCode
  constructor(code: ProblemCode, message: string) {
    super(message)
    this.name = 'Problem'
    this.code = code
  }

  get status(): (typeof STATUS)[ProblemCode] {
    return STATUS[this.code]
  }

  toResponse(): Response {
    return Response.json({ error: { code: this.code, message: this.message } }, { status: this.status })
  }
}

import type { ApiError, ApiErrorCode, FieldProblem } from '@evertill/crdt-model'

const STATUS = {
  'bad-request': 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  'second-step-required': 401,
  'wrong-code': 401,
  forbidden: 403,
  'till-revoked': 403,
  'not-found': 404,
  'code-unknown': 404,
  'already-set-up': 409,
  'not-set-up': 409,
  'last-owner': 409,
  'code-used': 410,
  'code-expired': 410,
  'unusable-picture': 422,
  'too-many-pictures': 507,
  'too-many-attempts': 429,
  unavailable: 503,
} as const satisfies Record<ApiErrorCode, number>

/** The expected failures of a request. Thrown anywhere below a route; `app.ts` turns it into the answer. */
export class Problem extends Error {
  readonly code: ApiErrorCode
  readonly fields: Readonly<Record<string, FieldProblem>> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ApiErrorCode,
    message: string,
    more: { fields?: Record<string, FieldProblem>; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.fields = more.fields
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  toResponse(): Response {
    const body: ApiError = {
      error: {
        code: this.code,
        message: this.message,
        ...(this.fields && { fields: { ...this.fields } }),
        ...(this.retryAfterSeconds !== undefined && { retryAfterSeconds: this.retryAfterSeconds }),
      },
    }
    const headers = new Headers()
    if (this.retryAfterSeconds !== undefined) headers.set('retry-after', String(this.retryAfterSeconds))
    return Response.json(body, { status: STATUS[this.code], headers })
  }
}

/** Whoever failed too often must wait: the answer says how long, and does not say whether this try was right. */
export function tooManyAttempts(seconds: number): Problem {
  return new Problem('too-many-attempts', 'too many failed attempts: wait before the next one', {
    retryAfterSeconds: seconds,
  })
}

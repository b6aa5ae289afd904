/** Nobody answered: the bridge does not run, or the browser does not let this device ask. */
export class BridgeUnreachable extends Error {
  constructor(cause?: unknown) {
    super('the print bridge cannot be reached', { cause })
    this.name = 'BridgeUnreachable'
  }
}

const PATIENCE_MS = 5000

export interface WireRequest {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly token?: string
  readonly body?: unknown
}

export interface WireAnswer {
  readonly status: number
  /** What it said; null where that was no JSON. */
  readonly said: unknown
}

/** The way to a bridge. */
export interface BridgeWire {
  /** Rejects with `BridgeUnreachable`: what was asked may have been done all the same. */
  ask(request: WireRequest): Promise<WireAnswer>
  /** Whether something answers there: told without reading the answer, which bridges give to allowed origins alone. */
  isThere(): Promise<boolean>
}

/** The way to a bridge that this page, or this worker, may speak with itself. @param origin as browsers write it */
export function directWire(origin: string): BridgeWire {
  return {
    async ask({ path, method = 'GET', token, body }) {
      try {
        const response = await fetch(origin + path, {
          method,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(PATIENCE_MS),
        })
        // One that was cut off in the middle is none: the page is left, or the bridge died.
        const said: unknown = response.ok ? await response.json() : await response.json().catch(() => null)
        return { status: response.status, said }
      } catch (error) {
        throw new BridgeUnreachable(error)
      }
    },
    async isThere() {
      try {
        await fetch(`${origin}/v1/health`, { mode: 'no-cors', signal: AbortSignal.timeout(PATIENCE_MS) })
        return true
      } catch {
        return false
      }
    },
  }
}

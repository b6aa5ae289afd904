import {
  type BridgePrinter,
  bridgePrinterStatus,
  bridgePrinters,
  type JobAnswer,
  jobAnswer,
  type PrinterStatus,
  type PrintJobRequest,
  pairAnswer,
} from '@evertill/crdt-model/printing'
import * as v from 'valibot'

/** The bridge on this machine: always by its address, since `localhost` may mean another one. */
export function bridgeOrigin(port: number): string {
  return `http://127.0.0.1:${port}`
}

const problem = v.object({ error: v.object({ code: v.string() }) })

/** The bridge answered, and refused. */
export class BridgeRefusal extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the print bridge refused: ${code}`)
    this.name = 'BridgeRefusal'
    this.code = code
  }
}

/** Nobody answered: the bridge does not run, or the browser does not let this page ask. */
export class BridgeUnreachable extends Error {
  constructor(cause: unknown) {
    super('the print bridge cannot be reached', { cause })
    this.name = 'BridgeUnreachable'
  }
}

const PATIENCE_MS = 5000

/** The code from the bridge's page for a token of this till. */
export async function pairWithBridge(port: number, code: string): Promise<string> {
  const answer = await ask(port, '/v1/pair', { method: 'POST', body: { code } })
  return v.parse(pairAnswer, answer).token
}

/** The print bridge as a paired till talks to it. Every call rejects with `BridgeRefusal` or `BridgeUnreachable`. */
export class BridgeClient {
  readonly #port: number
  readonly #token: string
  constructor({ port, token }: { readonly port: number; readonly token: string }) {
    this.#port = port
    this.#token = token
  }

  async printers(): Promise<BridgePrinter[]> {
    return v.parse(bridgePrinters, await ask(this.#port, '/v1/printers', { token: this.#token }))
  }

  /** Has the printer asked now. */
  async status(printerId: string): Promise<PrinterStatus> {
    const answer = await ask(this.#port, `/v1/printers/${printerId}/status`, { token: this.#token })
    return v.parse(bridgePrinterStatus, answer).status
  }

  async submit(job: PrintJobRequest): Promise<JobAnswer> {
    return v.parse(
      jobAnswer,
      await ask(this.#port, '/v1/jobs', { method: 'POST', token: this.#token, body: job }),
    )
  }

  async job(id: string): Promise<JobAnswer> {
    return v.parse(jobAnswer, await ask(this.#port, `/v1/jobs/${id}`, { token: this.#token }))
  }
}

/**
 * Whether something answers where the bridge should be: told without reading the answer, since a bridge tells only
 * origins that it allows.
 */
export async function isBridgeThere(port: number): Promise<boolean> {
  try {
    await fetch(`${bridgeOrigin(port)}/v1/health`, {
      mode: 'no-cors',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return true
  } catch {
    return false
  }
}

/** What Chrome's local network access says of this page, where it says anything. */
export async function loopbackPermission(): Promise<PermissionState | 'unknown'> {
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      // The names are newer than the page's type library.
      return (await navigator.permissions.query({ name: name as PermissionName })).state
    } catch {
      // This browser does not know the name.
    }
  }
  return 'unknown'
}

async function ask(
  port: number,
  path: string,
  options: { method?: 'GET' | 'POST'; token?: string; body?: unknown } = {},
): Promise<unknown> {
  const { method = 'GET', token, body } = options
  let response: Response
  try {
    response = await fetch(bridgeOrigin(port) + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch (error) {
    throw new BridgeUnreachable(error)
  }
  if (response.ok) {
    return response.json().catch(error => {
      // Cut off in the middle: the page is left, or the bridge died. What was asked may have been done.
      throw new BridgeUnreachable(error)
    })
  }
  const told = v.safeParse(problem, await response.json().catch(() => null))
  throw new BridgeRefusal(told.success ? told.output.error.code : String(response.status))
}

import { once } from 'node:events'
import { type RequestOptions, request } from 'node:https'
import { createServer } from 'node:net'
import type { JobAnswer } from '@evertill/crdt-model/printing'
import { type Answer, ask, type Job, makeRig, type Rig, TILL_ORIGIN } from './harness.ts'

/** A network of its own for tests: the loopback network has more addresses than 127.0.0.1. */
export const LAN_ADDRESS = '127.0.0.2'
export const LAN_NAME = 'counter-pc.local'

export interface LanRig extends Rig {
  /** Where the network is served, once it is turned on. */
  readonly lanPort: number
  /** Where the machine is on its network, to be changed as routers do. */
  readonly places: { addresses: string[]; name: string | null }
  /** What the bridge's own page asks of the bridge. */
  own(path: string, body?: unknown): Promise<Answer>
  turnOn(): Promise<void>
  /** The certificate as a person takes it from the bridge's page to a device, as PEM. */
  certificate(): Promise<string>
  /** A request over TLS by the bridge's name, as a device that trusts this certificate makes it. */
  askLan(path: string, options?: LanRequest): Promise<Answer>
  /** Pairs a till of the network with a code from the bridge's own page. */
  pairLan(options?: { readonly origin?: string; readonly till?: string }): Promise<LanTill>
}

export interface LanRequest {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  /** What the device trusts; the bridge's own certificate unless said otherwise. */
  readonly ca?: string
  /** What the device asks for; the bridge's name unless said otherwise. */
  readonly name?: string
}

/** What a paired till of the network does. */
export class LanTill {
  readonly #rig: LanRig
  readonly token: string
  readonly origin: string
  constructor(rig: LanRig, token: string, origin: string) {
    this.#rig = rig
    this.token = token
    this.origin = origin
  }

  get headers(): Record<string, string> {
    return { origin: this.origin, authorization: `Bearer ${this.token}` }
  }

  get(path: string): Promise<Answer> {
    return this.#rig.askLan(path, { headers: this.headers })
  }

  post(path: string, body: unknown): Promise<Answer> {
    const headers = { ...this.headers, 'content-type': 'application/json' }
    return this.#rig.askLan(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  print(job: Job): Promise<Answer> {
    return this.post('/v1/jobs', job)
  }

  async until(jobId: string, state: JobAnswer['state']): Promise<JobAnswer> {
    for (;;) {
      const job: JobAnswer = JSON.parse((await this.get(`/v1/jobs/${jobId}`)).text)
      if (job.state === state) return job
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}

/** A bridge on a machine with an address in a network. It serves the loopback interface alone until it is turned on. */
export async function makeLanRig(): Promise<LanRig> {
  const places = { addresses: [LAN_ADDRESS], name: LAN_NAME }
  const rig = await makeRig({}, { findPlaces: () => places })
  const lanPort = await freePort()
  const own: LanRig['own'] = (path, body) => {
    const { port } = rig.bridge
    if (body === undefined) return ask(port, path)
    const headers = { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' }
    return ask(port, path, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const certificate = async () => {
    const response = await fetch(`${rig.bridge.url}/own/lan/certificate`)
    const base64 = Buffer.from(await response.arrayBuffer()).toString('base64')
    return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
  }
  const lanRig: LanRig = Object.assign(Object.create(rig) as Rig, {
    lanPort,
    places,
    own,
    certificate,
    async turnOn() {
      const answer = await own('/own/lan/on', { address: LAN_ADDRESS, port: lanPort })
      if (answer.status !== 200) throw new Error(answer.text)
    },
    async askLan(path: string, options: LanRequest = {}) {
      return askTls(lanPort, path, { ...options, ca: options.ca ?? (await certificate()) })
    },
    async pairLan({ origin = TILL_ORIGIN, till = 'Till 2' } = {}) {
      const { code } = JSON.parse((await own('/own/allow', { origin })).text)
      const headers = { origin, 'content-type': 'application/json' }
      const body = JSON.stringify({ code, till })
      const paired = await lanRig.askLan('/v1/pair', { method: 'POST', headers, body })
      return new LanTill(lanRig, JSON.parse(paired.text).token, origin)
    },
  })
  return lanRig
}

function askTls(port: number, path: string, options: LanRequest & { readonly ca: string }): Promise<Answer> {
  const { method = 'GET', headers = {}, body, ca, name = LAN_NAME } = options
  const wish: RequestOptions = {
    ...{ port, path, method, ca, agent: false, host: LAN_ADDRESS, servername: name },
    headers: { host: `${name}:${port}`, ...headers },
  }
  return new Promise((resolve, reject) => {
    const sent = request(wish, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, LAN_ADDRESS)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

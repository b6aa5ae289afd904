import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { PrinterEngine } from '../../../print-bridge/emulator/printer-engine.ts'
import { TcpDevice } from '../../../print-bridge/emulator/tcp-device.ts'
import { startBridge } from '../../../print-bridge/src/start-bridge.ts'

const PACKAGE = fileURLToPath(new URL('../../../print-bridge/', import.meta.url))
/** A network that every machine has: addresses of the loopback network that nothing else listens to. */
const ADDRESS = '127.0.0.2'
const NAME = 'counter-pc.local'

/** A print bridge of the shop on "another machine", with an emulated printer. */
export interface LanTestBridge {
  /** Its own page, on its own machine. */
  readonly url: string
  /** Where tills find it once it serves the network: `counter-pc.local:<port>`. */
  readonly place: string
  readonly lanPort: number
  readonly engine: PrinterEngine
  readonly log: readonly string[]
  turnOn(): Promise<void>
  turnOff(): Promise<void>
  /** Allows the shop as its page does. @returns the code that is shown. */
  allow(origin: string): Promise<string>
  /** Chromium's name for the key of the certificate that it shows, for a browser that is to trust it. */
  spki(): Promise<string>
}

/** Switches of a Chromium for which the network is where these bridges are, and which trusts the certificates of some. */
export async function switchesFor(
  trusted: readonly LanTestBridge[],
  page: { readonly host: string },
): Promise<string[]> {
  const keys: string[] = []
  for (const bridge of trusted) keys.push(await bridge.spki())
  const lanPorts = [...new Set(trusted.map(({ lanPort }) => lanPort))]
  const spaces = [`${page.host}=public`, ...lanPorts.map(port => `${ADDRESS}:${port}=local`)]
  return [
    `--host-resolver-rules=MAP ${NAME} ${ADDRESS}`,
    `--ignore-certificate-errors-spki-list=${keys.join(',')}`,
    // As on a till of the internet: Chrome keeps such pages from the network until it was allowed.
    `--ip-address-space-overrides=${spaces.join(',')}`,
    '--lang=en-GB',
  ]
}

/** Starts one; it is gone when the test is over. @param lanPort one that was used before, for a bridge in another's place */
export async function startLanBridge(lanPort?: number): Promise<LanTestBridge> {
  const engine = new PrinterEngine()
  const printer = await TcpDevice.listen(engine)
  const data = await mkdtemp(join(tmpdir(), 'evertill-e2e-lan-bridge-'))
  const connection = { kind: 'network', host: '127.0.0.1', port: printer.port }
  const printers = [{ id: 'counter', name: 'Counter', columns: 48, connection }]
  await writeFile(join(data, 'bridge.json'), JSON.stringify({ printers }))
  const log: string[] = []
  const bridge = await startBridge(
    { port: 0, dataDirectory: data, origins: [], extraPrinterPorts: [printer.port], logLevel: 'info' },
    {
      version: 'test',
      log: pino({ base: null }, { write: line => void log.push(line) }),
      readPageFile: name => readFileSync(join(PACKAGE, 'page', name), 'utf8'),
      findPlaces: () => ({ addresses: [ADDRESS], name: NAME }),
    },
  )
  onTestFinished(async () => {
    await bridge.stop()
    await printer.close()
    await rm(data, { recursive: true, force: true })
  })
  const port = lanPort ?? (await freePort())
  const own = async (path: string, body: object) => {
    const headers = { origin: bridge.url, 'content-type': 'application/json' }
    const answer = await fetch(bridge.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const turnOn = () => own('/own/lan/on', { address: ADDRESS, port })
  const turnOff = () => own('/own/lan/off', {})
  return {
    ...{ url: bridge.url, place: `${NAME}:${port}`, lanPort: port, engine, log, turnOn, turnOff },
    async allow(origin) {
      const { code } = await own('/own/allow', { origin })
      return String(code)
    },
    async spki() {
      await turnOn()
      const spki = await shownKey(port)
      await turnOff()
      return spki
    },
  }
}

async function shownKey(port: number): Promise<string> {
  const socket = connect({ host: ADDRESS, port, servername: NAME, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw)
  socket.destroy()
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, ADDRESS)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

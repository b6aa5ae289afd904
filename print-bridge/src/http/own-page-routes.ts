import { readdir } from 'node:fs/promises'
import { Hono } from 'hono'
import * as v from 'valibot'
import { loadSerialPort, type SerialPortModule } from '../links/load-serialport.ts'
import { checkNetworkTarget } from '../links/network-target.ts'
import { readOrigin } from '../settings/origin.ts'
import { printerConfig } from '../settings/printer-config.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { BridgeEnv, Services } from './services.ts'

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const originBody = v.object({
  origin: v.pipe(
    v.string(),
    v.maxLength(300),
    v.check(text => readOrigin(text) !== null),
    v.transform(text => readOrigin(text) ?? ''),
  ),
})
const idBody = v.object({ id: v.string() })

/** The files of the bridge's own page: for the person in front of this machine. */
export function pageRoutes({ readPageFile }: Services): Hono<BridgeEnv> {
  const headers = (type: string) => ({
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': CONTENT_SECURITY_POLICY,
  })
  return new Hono<BridgeEnv>()
    .get('/', c => c.body(readPageFile('index.html'), 200, headers('text/html')))
    .get('/page.js', c => c.body(readPageFile('page.js'), 200, headers('text/javascript')))
    .get('/page.css', c => c.body(readPageFile('page.css'), 200, headers('text/css')))
}

/** /own: what that page asks and does. Whoever sits at this machine sets up its printers. */
export function ownPageRoutes(services: Services): Hono<BridgeEnv> {
  const { settings, tokens, pairing, printers, log, extraPrinterPorts } = services
  return new Hono<BridgeEnv>()
    .get('/state', async c => {
      const origins = settings.origins.map(origin => ({ origin, paired: tokens.pairedSince(origin) }))
      const views = new Map(printers.all.map(({ id, ...view }) => [id, view]))
      return c.json({
        version: services.version,
        pairing: pairing.shown,
        origins,
        printers: settings.printers.map(printer => ({ ...views.get(printer.id), ...printer })),
      })
    })
    .get('/devices', async c => c.json(await findDevices()))
    .post('/allow', async c => {
      const { origin } = await readBody(c, originBody)
      if (!(await settings.allowOrigin(origin))) throw new Problem('too-many', 'too many origins are allowed')
      log.info({ origin }, 'origin allowed')
      return c.json(pairing.show(origin))
    })
    .post('/forget', async c => {
      const { origin } = await readBody(c, originBody)
      await settings.forgetOrigin(origin)
      await tokens.revoke(origin)
      log.info({ origin }, 'origin forgotten')
      return c.json({})
    })
    .post('/printers', async c => {
      const printer = await readBody(c, printerConfig)
      const { connection } = printer
      const problem = connection.kind === 'network' ? checkNetworkTarget(connection, extraPrinterPorts) : null
      if (problem) throw new Problem('network-target', problem)
      if (!(await settings.putPrinter(printer))) throw new Problem('too-many', 'too many printers')
      await printers.put(printer)
      log.info({ printer: printer.id, connection: connection.kind }, 'printer set up')
      return c.json({})
    })
    .post('/printers/remove', async c => {
      const { id } = await readBody(c, idBody)
      await settings.removePrinter(id)
      await printers.remove(id)
      log.info({ printer: id }, 'printer removed')
      return c.json({})
    })
}

/** What could be a printer on this machine, for the page's list of choices. */
async function findDevices(): Promise<{ serial: string[]; deviceFiles: string[]; serialDriver: boolean }> {
  const driver = await loadSerialPort()
  const names = await readdir('/dev/usb').catch(() => [])
  return {
    serial: driver === null ? [] : await findSerialPorts(driver),
    deviceFiles: names.filter(name => /^lp\d+$/.test(name)).map(name => `/dev/usb/${name}`),
    serialDriver: driver !== null,
  }
}

/** On Linux from /dev: the driver's own list calls `udevadm` there, and takes the process down where there is none. */
async function findSerialPorts(driver: SerialPortModule): Promise<string[]> {
  if (process.platform !== 'linux') {
    const ports = await driver.SerialPort.list().catch(() => [])
    return ports.map(({ path }) => path)
  }
  const [byId, all] = await Promise.all(
    ['/dev/serial/by-id', '/dev'].map(directory => readdir(directory).catch(() => [])),
  )
  return [
    ...(byId ?? []).map(name => `/dev/serial/by-id/${name}`),
    ...(all ?? []).filter(name => /^tty(USB|ACM)\d+$/.test(name)).map(name => `/dev/${name}`),
  ]
}

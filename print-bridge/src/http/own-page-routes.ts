import { readdir } from 'node:fs/promises'
import { SCALE_MODELS } from '@evertill/crdt-model/devices'
import { Hono } from 'hono'
import * as v from 'valibot'
import { loadSerialPort, type SerialPortModule } from '../links/load-serialport.ts'
import { checkNetworkTarget, SCALE_PORTS } from '../links/network-target.ts'
import { readOrigin } from '../settings/origin.ts'
import { printerConfig } from '../settings/printer-config.ts'
import { scaleConfig } from '../settings/scale-config.ts'
import { lanView } from './own-lan-routes.ts'
import { PAGE_HEADERS } from './page-headers.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { BridgeEnv, Services } from './services.ts'

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
  return new Hono<BridgeEnv>()
    .get('/', c => c.body(readPageFile('index.html'), 200, PAGE_HEADERS.html))
    .get('/page.js', c => c.body(readPageFile('page.js'), 200, PAGE_HEADERS.javascript))
    .get('/page.css', c => c.body(readPageFile('page.css'), 200, PAGE_HEADERS.css))
}

/** /own: what that page asks and does. Whoever sits at this machine sets up its printers and scales. */
export function ownPageRoutes(services: Services): Hono<BridgeEnv> {
  const { settings, tokens, pairing, printers, scales, log, extraPrinterPorts } = services
  return new Hono<BridgeEnv>()
    .get('/state', async c => {
      const origins = settings.origins.map(origin => ({ origin, tills: tokens.tillsOf(origin) }))
      const views = new Map(printers.all.map(({ id, ...view }) => [id, view]))
      return c.json({
        version: services.version,
        pairing: pairing.shown,
        origins,
        printers: settings.printers.map(printer => ({ ...views.get(printer.id), ...printer })),
        scales: settings.scales,
        lan: lanView(services),
      })
    })
    .get('/devices', async c => c.json({ ...(await findDevices()), scaleModels: SCALE_MODELS }))
    .post('/allow', async c => {
      const { origin } = await readBody(c, originBody)
      if (!(await settings.allowOrigin(origin))) throw new Problem('too-many', 'too many origins are allowed')
      log.info({ origin }, 'origin allowed')
      return c.json(pairing.show(origin))
    })
    .post('/forget', async c => {
      const { origin } = await readBody(c, originBody)
      await settings.forgetOrigin(origin)
      await tokens.revokeOrigin(origin)
      log.info({ origin }, 'origin forgotten')
      return c.json({})
    })
    .post('/tills/revoke', async c => {
      const { id } = await readBody(c, idBody)
      await tokens.revoke(id)
      log.info('till revoked')
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
    .post('/scales', async c => {
      const scale = await readBody(c, scaleConfig)
      const { connection } = scale
      const allowed = [...SCALE_PORTS, ...extraPrinterPorts]
      const problem = connection.kind === 'network' ? checkNetworkTarget(connection, allowed) : null
      if (problem) throw new Problem('network-target', problem)
      if (!(await settings.putScale(scale))) throw new Problem('too-many', 'too many scales')
      await scales.put(scale)
      log.info({ scale: scale.id, connection: connection.kind }, 'scale set up')
      return c.json({})
    })
    .post('/scales/remove', async c => {
      const { id } = await readBody(c, idBody)
      await settings.removeScale(id)
      await scales.remove(id)
      log.info({ scale: id }, 'scale removed')
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

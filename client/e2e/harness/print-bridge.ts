import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { PrinterEngine } from '../../../print-bridge/emulator/printer-engine.ts'
import { ScaleEngine } from '../../../print-bridge/emulator/scale-engine.ts'
import { TcpDevice } from '../../../print-bridge/emulator/tcp-device.ts'

const MAIN = fileURLToPath(new URL('../../../print-bridge/bin/start.mjs', import.meta.url))

/** A real print bridge in a process of its own, with an emulated printer on the network. */
export interface TestBridge {
  readonly port: number
  readonly engine: PrinterEngine
  /** Of the scale that it always has, `Deli`. */
  readonly scale: ScaleEngine
  /** What the label printer was given, where there is one. */
  readonly labels: () => string
  /** Of the second printer, where there is one. */
  readonly kitchen: PrinterEngine
  kill(): Promise<void>
  /** On the same port, with what it left. */
  start(): Promise<void>
}

/** Starts it with its printers; they are gone when the test is over. */
export async function startBridge(
  options: { readonly withKitchen?: boolean; readonly withLabels?: boolean } = {},
): Promise<TestBridge> {
  const engine = new PrinterEngine()
  const kitchen = new PrinterEngine()
  const printer = await TcpDevice.listen(engine)
  const second = await TcpDevice.listen(kitchen)
  const scale = new ScaleEngine()
  const third = await TcpDevice.listen(scale)
  const labels = await listenForLabels()
  const data = await mkdtemp(join(tmpdir(), 'evertill-e2e-bridge-'))
  const at = ({ port }: { readonly port: number }) => ({ kind: 'network', host: '127.0.0.1', port })
  const printers = [
    { id: 'counter', name: 'Counter', columns: 48, connection: at(printer) },
    ...(options.withKitchen ? [{ id: 'kitchen', name: 'Kitchen', columns: 32, connection: at(second) }] : []),
    ...(options.withLabels
      ? [{ id: 'labels', name: 'Labels', language: 'zpl', connection: at(labels) }]
      : []),
  ]
  const scales = [
    { id: 'deli', name: 'Deli', protocol: { kind: 'toledo-8217', unit: 'kg' }, connection: at(third) },
  ]
  await writeFile(join(data, 'bridge.json'), JSON.stringify({ printers, scales }))
  const port = await freePort()
  let child: ChildProcess | undefined
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  const start = async () => {
    const env = {
      ...process.env,
      PRINT_BRIDGE_PORT: String(port),
      PRINT_BRIDGE_DATA: data,
      PRINT_BRIDGE_PRINTER_PORTS: [printer, second, third, labels].map(each => each.port).join(','),
    }
    child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    if (child.stderr) await once(child.stderr, 'data')
  }
  onTestFinished(async () => {
    await kill()
    await Promise.all([printer, second, third, labels].map(each => each.close()))
    await rm(data, { recursive: true, force: true })
  })
  await start()
  return { port, engine, kitchen, scale, labels: labels.taken, kill, start }
}

/** A label printer on the network: it takes what it is given and says nothing, as they do. */
async function listenForLabels() {
  let taken = ''
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.setEncoding('latin1')
    socket.on('data', text => {
      taken += text
    })
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { port: address.port, taken: () => taken, close }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrinterEngine } from '../../print-bridge/emulator/printer-engine.ts'
import { TcpDevice } from '../../print-bridge/emulator/tcp-device.ts'

/** A print bridge as it is installed, in a process of its own, with an emulated printer on the network. */
export interface BenchBridge {
  readonly port: number
  /** Of its process. */
  readonly pid: number
  readonly engine: PrinterEngine
  dispose(): Promise<void>
}

const PORT = 19_753
const BUNDLE = fileURLToPath(new URL('../../print-bridge/bin/bundle.mjs', import.meta.url))

/** Bundles the bridge and starts it with one printer, `Counter`. Dispose of it. */
export async function startBenchBridge(): Promise<BenchBridge> {
  // Plain JavaScript without types.
  const { bundleBridge, DIST }: { bundleBridge(): Promise<void>; DIST: string } = await import(BUNDLE)
  await bundleBridge()
  const engine = new PrinterEngine()
  const printer = await TcpDevice.listen(engine)
  const data = await mkdtemp(join(tmpdir(), 'evertill-bench-bridge-'))
  const connection = { kind: 'network', host: '127.0.0.1', port: printer.port }
  const printers = [{ id: 'counter', name: 'Counter', columns: 48, connection }]
  await writeFile(join(data, 'bridge.json'), JSON.stringify({ printers }))
  const child = spawn(process.execPath, [join(DIST, 'bridge.cjs')], {
    env: {
      ...process.env,
      PRINT_BRIDGE_PORT: String(PORT),
      PRINT_BRIDGE_DATA: data,
      PRINT_BRIDGE_PRINTER_PORTS: String(printer.port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (child.stderr) await once(child.stderr, 'data')
  if (child.pid === undefined) throw new Error('the print bridge did not start')
  return {
    port: PORT,
    pid: child.pid,
    engine,
    async dispose() {
      await end(child)
      await printer.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill()
  await gone
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { LinkLost, PrinterSession, type PrintLink, SESSION_TIMES } from '@evertill/crdt-model/printing'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { PrinterEngine } from '../../emulator/printer-engine.ts'
import { openDeviceFileLink } from './device-file-link.ts'
import { openSerialLink } from './serial-link.ts'

/** A pair of terminals of the kernel: one end is a path to open, the other is this process's standard streams. */
const TERMINAL = `
import os, sys, threading, tty
primary, secondary = os.openpty()
tty.setraw(primary); tty.setraw(secondary)
print(os.ttyname(secondary), flush=True)
def forward():
    while True:
        data = os.read(0, 65536)
        if not data: os._exit(0)
        os.write(primary, data)
threading.Thread(target=forward, daemon=True).start()
while True:
    data = os.read(primary, 65536)
    sys.stdout.buffer.write(data); sys.stdout.buffer.flush()
`

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** An emulated printer behind a device path. */
async function makeDevice(engine: PrinterEngine): Promise<string> {
  const child = spawn('python3', ['-u', '-c', TERMINAL], { stdio: ['pipe', 'pipe', 'inherit'] })
  ends.push(() => child.kill('SIGKILL'))
  const [path] = await once(createInterface(child.stdout), 'line')
  child.stdout.removeAllListeners('data')
  child.stdout.on('data', (bytes: Buffer) => engine.receive(bytes))
  child.stdout.resume()
  engine.connect(bytes => child.stdin.write(bytes))
  return String(path)
}

async function printOn(link: PrintLink) {
  const session = new PrinterSession(link, {
    startTimer: (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds)
      return () => clearTimeout(timer)
    },
    times: SESSION_TIMES,
    onProof: () => undefined,
  })
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index} \xc4\xff\x11\x13\n`).join('')
  const outcome = await session.print({
    bytes: Buffer.from(`${lines}\x1dV\x00`, 'latin1'),
    processId: 'ABCD',
    proof: 'auto',
    mustAnswer: false,
    afterInterruption: false,
    beforeFirstByte: async () => undefined,
    onWritten: () => undefined,
  })
  await session.close()
  return outcome
}

const SERIAL = {
  kind: 'serial',
  baudRate: 115_200,
  dataBits: 8,
  parity: 'none',
  flowControl: 'none',
} as const

describe.each([
  ['a device file', (path: string) => openDeviceFileLink(path)],
  ['a serial port', (path: string) => openSerialLink({ ...SERIAL, path })],
])('a printer behind %s', (_, open) => {
  it('prints every byte and proves it', async () => {
    const engine = new PrinterEngine()
    const link = await open(await makeDevice(engine))
    expect(await printOn(link)).toEqual({ kind: 'confirmed', by: 'processId' })
    expect(engine.paper.receipts[0]).toHaveLength(200)
  })

  it('is not there when its path is not', async () => {
    await expect(open('/dev/evertill-none')).rejects.toBeInstanceOf(LinkLost)
  })
})

describe('a device file', () => {
  it('is never a plain file', async () => {
    const path = join(tmpdir(), `evertill-not-a-device-${process.pid}`)
    onTestFinished(() => rm(path))
    await writeFile(path, '')
    await expect(openDeviceFileLink(path)).rejects.toBeInstanceOf(LinkLost)
  })
})

/**
 * A bridge in a process of its own, for tests that kill it: `bridge-child.ts <data> <printer port> [<bytes>]`. Prints
 * its port. With a number it kills itself when so many bytes went to the printer.
 */
import type { PrintLink } from '@evertill/crdt-model/printing'
import { pino } from 'pino'
import { makeOpenLink } from '../src/links/open-link.ts'
import { startBridge } from '../src/start-bridge.ts'
import { configOf, FAST } from './harness.ts'

const [directory = '', printerPort = '0', killAt = ''] = process.argv.slice(2)
const config = configOf(directory, [Number(printerPort)])
const openLink = makeOpenLink(config.extraPrinterPorts)
let written = 0

function deadly(link: PrintLink): PrintLink {
  return {
    listen: listener => link.listen(listener),
    close: () => link.close(),
    async write(bytes) {
      const left = Number(killAt) - written
      written += bytes.length
      if (left > 0) await link.write(bytes.subarray(0, left))
      if (left < bytes.length) process.kill(process.pid, 'SIGKILL')
    },
  }
}

const bridge = await startBridge(config, {
  version: 'child',
  log: pino({ level: 'silent' }),
  readPageFile: () => '',
  times: FAST,
  openLink: async connection => {
    const link = await openLink(connection)
    return killAt === '' ? link : deadly(link)
  },
})
process.stdout.write(`${bridge.port}\n`)

import { BRIDGE_LANGUAGES } from '@evertill/crdt-model/printing'
import * as v from 'valibot'

/** Only local devices that printers are: never a file. */
const DEVICE_FILE = /^\/dev\/(usb\/lp|usblp|lp)\d{1,3}$/
const SERIAL_PORT =
  /^(COM\d{1,3}|\/dev\/(tty(S|USB|ACM|AMA|THS)\d{1,3}|rfcomm\d{1,2}|cu\.[A-Za-z0-9._-]{1,60}|serial\/by-id\/[A-Za-z0-9._:+-]{1,150}))$/

/** An address, never a name: what a name means is decided by whoever answers for it. */
export const networkHost = v.pipe(v.string(), v.trim(), v.maxLength(60))
export const networkPort = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))
export const serialConnection = v.object({
  kind: v.literal('serial'),
  path: v.pipe(v.string(), v.regex(SERIAL_PORT, 'must be a serial port like COM3 or /dev/ttyUSB0')),
  baudRate: v.optional(v.picklist([1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]), 9600),
  dataBits: v.optional(v.picklist([7, 8]), 8),
  parity: v.optional(v.picklist(['none', 'even', 'odd']), 'none'),
  flowControl: v.optional(v.picklist(['none', 'hardware', 'software']), 'none'),
})

const connection = v.variant('kind', [
  v.object({ kind: v.literal('network'), host: networkHost, port: v.optional(networkPort, 9100) }),
  serialConnection,
  v.object({
    kind: v.literal('device-file'),
    path: v.pipe(v.string(), v.regex(DEVICE_FILE, 'must be a printer device like /dev/usb/lp0')),
  }),
])
export type Connection = v.InferOutput<typeof connection>

/** Names a device of the bridge, in its settings and to tills. */
export const deviceId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens'),
)
export const deviceName = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60))

/** A printer as the shop set it up, in the bridge's settings file or on its page. */
export const printerConfig = v.object({
  id: deviceId,
  name: deviceName,
  columns: v.optional(v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(64)), 42),
  language: v.optional(v.picklist(BRIDGE_LANGUAGES), 'esc-pos'),
  /** `none` for a printer that never answers: its jobs end as `sent`, and the till says that nobody checked. */
  proof: v.optional(v.picklist(['auto', 'process-id', 'status-reply', 'none']), 'auto'),
  connection,
})
export type PrinterConfig = v.InferOutput<typeof printerConfig>

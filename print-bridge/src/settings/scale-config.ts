import { scaleProtocol } from '@evertill/crdt-model/devices'
import * as v from 'valibot'
import { deviceId, deviceName, networkHost, networkPort, serialConnection } from './printer-config.ts'

/** A scale as the shop set it up, in the bridge's settings file or on its page. */
export const scaleConfig = v.object({
  id: deviceId,
  name: deviceName,
  protocol: scaleProtocol,
  connection: v.variant('kind', [
    /** Behind an adapter that puts its serial port on the network. */
    v.object({ kind: v.literal('network'), host: networkHost, port: v.optional(networkPort, 4001) }),
    serialConnection,
  ]),
})
export type ScaleConfig = v.InferOutput<typeof scaleConfig>

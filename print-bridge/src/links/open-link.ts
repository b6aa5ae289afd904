import { LinkLost, type PrintLink } from '@evertill/crdt-model/printing'
import type { Connection } from '../settings/printer-config.ts'
import { openDeviceFileLink } from './device-file-link.ts'
import { checkNetworkTarget } from './network-target.ts'
import { openSerialLink } from './serial-link.ts'
import { openTcpLink } from './tcp-link.ts'

export type OpenLink = (connection: Connection) => Promise<PrintLink>

/** Opens what a printer's settings name. Its promise rejects with `LinkLost` alone. */
export function makeOpenLink(extraPorts: readonly number[]): OpenLink {
  return async connection => {
    switch (connection.kind) {
      case 'network': {
        // Asked again here: the settings file may have been written by hand.
        const problem = checkNetworkTarget(connection, extraPorts)
        if (problem) throw new LinkLost(problem)
        return openTcpLink({ host: connection.host, port: connection.port })
      }
      case 'serial':
        return openSerialLink(connection)
      case 'device-file':
        return openDeviceFileLink(connection.path)
    }
  }
}

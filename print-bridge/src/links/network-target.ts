import { BlockList, isIP } from 'node:net'

/** Where printers are: raw port of most makes, its neighbours on print servers, and Zebra's. */
const PRINTER_PORTS: readonly number[] = [9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 9108, 9109, 6101]

/** Where scales are: their serial port on the network, as Moxa's and Lantronix's adapters offer it. */
export const SCALE_PORTS: readonly number[] = [4001, 4002, 4003, 4004, 10_001]

const PRIVATE = new BlockList()
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4')
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4')
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4')
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4')
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')
PRIVATE.addAddress('::1', 'ipv6')

export type TargetProblem = 'not-an-address' | 'not-private' | 'port-not-allowed'

/**
 * Whether the bridge may open a connection there: an address (not a name) of a private range, on a printer's port,
 * or on one of those beside them.
 * Without this a bridge would be a way into any network that its machine can reach.
 */
export function checkNetworkTarget(
  target: { readonly host: string; readonly port: number },
  extraPorts: readonly number[] = [],
): TargetProblem | null {
  const family = isIP(target.host)
  // An address of IPv4 written as one of IPv6 would be judged by the wrong list.
  if (family === 0 || /^::ffff:/i.test(target.host)) return 'not-an-address'
  if (!PRIVATE.check(target.host, family === 4 ? 'ipv4' : 'ipv6')) return 'not-private'
  return PRINTER_PORTS.includes(target.port) || extraPorts.includes(target.port) ? null : 'port-not-allowed'
}

import { hostname, networkInterfaces } from 'node:os'
import { isPrivateIpv4, readLanAddress } from '@evertill/crdt-model/printing'

/** Where this machine is on its networks. */
export interface OwnPlaces {
  /** Its IPv4 addresses in private ranges. */
  readonly addresses: readonly string[]
  /** Its name as machines on the network ask for it (mDNS), or null where it has none that could be asked for. */
  readonly name: string | null
}

/** As the system says now: addresses come and go with cables and routers. */
export function findOwnPlaces(): OwnPlaces {
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  const addresses = all.filter(({ internal }) => !internal).map(({ address }) => address)
  const [label = ''] = hostname().toLowerCase().split('.')
  const name = `${label}.local`
  return {
    addresses: [...new Set(addresses.filter(isPrivateIpv4))],
    name: readLanAddress(name) === null ? null : name,
  }
}

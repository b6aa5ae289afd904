import { isPrivateIpv4 } from '@evertill/crdt-model/printing'

/** Where a bridge is, as Chrome's local network access tells places apart. */
export type BridgePlace = 'loopback' | 'lan'

/** The newer name first; both are newer than the page's type library. */
const NAMES: Readonly<Record<BridgePlace, readonly string[]>> = {
  loopback: ['loopback-network', 'local-network-access'],
  lan: ['local-network', 'local-network-access'],
}

/** Whether the browser keeps this page from a bridge there: it asks pages of the internet for leave. */
export async function isKeptOut(place: BridgePlace): Promise<boolean> {
  if (place === 'loopback' && isLoopback(location.hostname)) return false
  const permission = await permissionFor(place)
  // Not asked yet: of a page that is on such a network itself it never will be.
  return permission === 'denied' || (permission === 'prompt' && !isNear(location.hostname))
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function isNear(hostname: string): boolean {
  return isLoopback(hostname) || isPrivateIpv4(hostname) || hostname.endsWith('.local')
}

async function permissionFor(place: BridgePlace): Promise<PermissionState | 'unknown'> {
  for (const name of NAMES[place]) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state
    } catch {
      // This browser does not know the name.
    }
  }
  return 'unknown'
}

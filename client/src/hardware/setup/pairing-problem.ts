import type { PairedBridge } from '../../local/bridge.ts'
import { OtherBridge } from '../lan/bridge-identity.ts'
import { lanWire } from '../lan/lan-wire.ts'
import { BridgeRefusal } from '../printing/bridge-refusal.ts'
import { BridgeUnreachable } from '../printing/bridge-wire.ts'
import { isKeptOut } from '../printing/network-permission.ts'

/** What keeps this device from a bridge, as people are told. */
export type PairingProblem =
  | 'bridgeMissing'
  | 'bridgeDenied'
  | 'wrongCode'
  | 'noCode'
  | 'notPaired'
  | 'tooOften'
  | 'lanDenied'
  | 'lanNotAllowed'
  | 'lanSilent'
  | 'otherBridge'
  | 'other'

/** @param place the bridge's address, or undefined for the one on this machine */
export async function pairingProblemOf(
  error: unknown,
  place: NonNullable<PairedBridge['lan']>['address'] | undefined,
): Promise<PairingProblem> {
  if (error instanceof OtherBridge) return 'otherBridge'
  if (error instanceof BridgeUnreachable) {
    if (place === undefined) return (await isKeptOut('loopback')) ? 'bridgeDenied' : 'bridgeMissing'
    // A bridge says nothing to a shop that it was not told of, so that the two look alike but for this.
    if (await lanWire(place).isThere()) return 'lanNotAllowed'
    return (await isKeptOut('lan')) ? 'lanDenied' : 'lanSilent'
  }
  if (!(error instanceof BridgeRefusal)) return 'other'
  switch (error.code) {
    case 'wrong-code':
    case 'bad-request':
      return 'wrongCode'
    case 'no-code':
      return 'noCode'
    case 'not-paired':
      return 'notPaired'
    case 'too-many-tries':
      return 'tooOften'
    default:
      return 'other'
  }
}

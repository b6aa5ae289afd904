import { readLanAddress } from '@evertill/crdt-model/printing'
import { describe, expect, it } from 'vitest'
import type { LanBridge, PairedBridge } from '../../local/bridge.ts'
import { NO_HARDWARE, printerKey } from '../../local/printing.ts'
import { addPrinter, shareBridge } from './change-hardware.ts'

function lanOf(host: string, key: string): LanBridge {
  const address = readLanAddress(host)
  if (address === null) throw new Error('no address')
  return { address, key }
}

/** A till with two printers behind each bridge. */
function hardwareOf(...bridges: PairedBridge[]) {
  return bridges
    .flatMap(bridge => ['counter', 'kitchen'].map(printerId => ({ bridge, printerId })))
    .reduce(
      (all, { bridge, printerId }, index) =>
        addPrinter(all, String(index), { kind: 'bridge', ...bridge, printerId, name: printerId }, {}),
      NO_HARDWARE,
    )
}

const HERE: PairedBridge = { port: 9753, token: 'here' }
const LAN: PairedBridge = { port: 9754, token: 'lan', lan: lanOf('192.168.1.20', 'key') }

describe('a till that is paired anew with a bridge', () => {
  const tokensAfter = (paired: PairedBridge) =>
    shareBridge(hardwareOf(HERE, LAN), paired).printers.map(({ connection }) =>
      connection.kind === 'bridge' ? connection.token : '',
    )

  it.each([
    ['on this machine', { ...HERE, token: 'new' }, ['new', 'new', 'lan', 'lan']],
    ['on the network', { ...LAN, token: 'new' }, ['here', 'here', 'new', 'new']],
    [
      'that has moved',
      { ...LAN, token: 'new', lan: lanOf('192.168.1.99', 'key') },
      ['here', 'here', 'new', 'new'],
    ],
    [
      'that took its place',
      { ...LAN, token: 'new', lan: lanOf('192.168.1.20', 'other') },
      ['here', 'here', 'new', 'new'],
    ],
    [
      'that is another',
      { ...LAN, token: 'new', lan: lanOf('192.168.1.99', 'other') },
      ['here', 'here', 'lan', 'lan'],
    ],
    ['on another port here', { port: 1234, token: 'new' }, ['here', 'here', 'lan', 'lan']],
  ])('%s, reaches all printers behind it so, and no others', (_, paired, tokens) => {
    expect(tokensAfter(paired)).toEqual(tokens)
  })

  it('never tries a job of one bridge on another: printers behind it are known by its key', () => {
    const keyOf = (bridge: PairedBridge) =>
      printerKey({ connection: { kind: 'bridge', ...bridge, printerId: 'counter', name: 'Counter' } })
    expect(keyOf({ ...LAN, token: 'new', lan: lanOf('192.168.1.99', 'key') })).toBe(keyOf(LAN))
    expect(keyOf({ ...LAN, lan: lanOf('192.168.1.20', 'other') })).not.toBe(keyOf(LAN))
    expect(keyOf(HERE)).toBe('bridge 9753 counter')
  })
})

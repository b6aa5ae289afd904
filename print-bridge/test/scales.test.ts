import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SCALE_MODELS, type ScaleReading } from '@evertill/crdt-model/devices'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { ScaleEngine } from '../emulator/scale-engine.ts'
import { TcpDevice } from '../emulator/tcp-device.ts'
import { startBridge } from '../src/start-bridge.ts'
import { ask, configOf, errorCode, pair, type Till } from './harness.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A bridge with a paired till and one emulated scale, `counter`, on the network. */
async function makeScaleRig(
  engine = new ScaleEngine(),
  protocol: object = SCALE_MODELS['toledo-8217'].protocol,
) {
  const device = await TcpDevice.listen(engine)
  const { port } = device
  const directory = await mkdtemp(join(tmpdir(), 'evertill-bridge-'))
  const connection = { kind: 'network', host: '127.0.0.1', port }
  const scales = [{ id: 'counter', name: 'Counter scale', protocol, connection }]
  await writeFile(join(directory, 'bridge.json'), JSON.stringify({ scales }))
  const bridge = await startBridge(configOf(directory, [port]), {
    version: '1.2.3',
    log: pino({ level: 'silent' }),
    readPageFile: name => `page file ${name}`,
  })
  ends.push(async () => {
    await bridge.stop()
    await device.close()
    await rm(directory, { recursive: true, force: true })
  })
  return { engine, device, port, directory, bridge, till: await pair(bridge.port) }
}

async function readingOf(till: Till, id = 'counter'): Promise<ScaleReading> {
  const answer = await till.get(`/v1/scales/${id}/reading`)
  return JSON.parse(answer.text).reading
}

const weighs = (till: Till, reading: object) =>
  expect.poll(() => readingOf(till), { timeout: 10_000 }).toEqual(reading)

describe('[Y5] a scale behind the bridge', () => {
  it('is named, and told live: weight, motion, overload, below zero, a tare of its own', async () => {
    const { engine, till } = await makeScaleRig(new ScaleEngine({ piecemeal: true }))
    const list = await till.get('/v1/scales')
    expect(JSON.parse(list.text)).toEqual([{ id: 'counter', name: 'Counter scale' }])
    engine.load = 1234
    await weighs(till, { kind: 'weight', quantity: 1234, unit: 'kg' })
    engine.isMoving = true
    await weighs(till, { kind: 'motion' })
    engine.load = 20_000
    await weighs(till, { kind: 'overload' })
    Object.assign(engine, { load: -5, isMoving: false })
    await weighs(till, { kind: 'below-zero' })
    Object.assign(engine, { load: 500, ownTare: 20 })
    await weighs(till, { kind: 'own-tare' })
  })

  it('that is silent, talks nonsense or goes away is never told as a weight, and is heard again when it is back', async () => {
    const { engine, device, port, till } = await makeScaleRig()
    engine.load = 250
    await weighs(till, { kind: 'weight', quantity: 250, unit: 'kg' })
    engine.behaviour.silent = true
    await weighs(till, { kind: 'silent' })
    Object.assign(engine.behaviour, { silent: false, garbage: true })
    await expect.poll(async () => (await readingOf(till)).kind).toBe('unreadable')
    engine.behaviour.garbage = false
    await weighs(till, { kind: 'weight', quantity: 250, unit: 'kg' })
    await device.switchOff()
    await weighs(till, { kind: 'lost' })
    await device.switchOn(port)
    await weighs(till, { kind: 'weight', quantity: 250, unit: 'kg' })
  })

  it.each(['stream', 'adam'] as const)('speaks as its settings say: %s', async speaks => {
    const model = speaks === 'stream' ? SCALE_MODELS.streaming : SCALE_MODELS.adam
    const { engine, till } = await makeScaleRig(new ScaleEngine({ speaks }), model.protocol)
    engine.load = 750
    engine.isMoving = true
    await weighs(till, { kind: 'motion' })
    engine.isMoving = false
    await weighs(till, { kind: 'weight', quantity: 750, unit: 'kg' })
  })

  it('is told to a paired till of an allowed origin alone, by a name that the shop gave', async () => {
    const { bridge, till } = await makeScaleRig()
    const path = '/v1/scales/counter/reading'
    expect(errorCode(await ask(bridge.port, path))).toBe('wrong-origin')
    const stranger = { ...till.headers, origin: 'https://elsewhere.test' }
    expect(errorCode(await ask(bridge.port, path, { headers: stranger }))).toBe('wrong-origin')
    const { origin } = till
    expect(errorCode(await ask(bridge.port, path, { headers: { origin } }))).toBe('not-paired')
    expect(errorCode(await ask(bridge.port, '/v1/scales', { headers: { origin } }))).toBe('not-paired')
    expect(errorCode(await till.get('/v1/scales/other/reading'))).toBe('not-found')
    expect(errorCode(await till.get('/v1/scales/..%2Fcounter/reading'))).toBe('not-found')
  })

  it('is set up on the bridge’s own page, in this network alone, and let go of when it is removed', async () => {
    const { bridge, port, directory, till, device } = await makeScaleRig()
    const own = (path: string, body: object) =>
      ask(bridge.port, `/own/${path}`, {
        method: 'POST',
        headers: { origin: `http://127.0.0.1:${bridge.port}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const scale = (host: string) => ({
      ...{ id: 'deli', name: 'Deli', protocol: SCALE_MODELS['toledo-8217'].protocol },
      connection: { kind: 'network', host, port },
    })
    expect(errorCode(await own('scales', scale('203.0.113.9')))).toBe('network-target')
    expect(errorCode(await own('scales', { ...scale('127.0.0.1'), id: '../x' }))).toBe('bad-request')
    expect((await readingOf(till)).kind).toBe('weight')
    await own('scales/remove', { id: 'counter' })
    await expect.poll(() => device.clients).toBe(0)
    expect((await own('scales', scale('127.0.0.1'))).status).toBe(200)
    expect(await readingOf(till, 'deli')).toEqual({ kind: 'weight', quantity: 0, unit: 'kg' })
    expect(JSON.parse(await readFile(join(directory, 'bridge.json'), 'utf8')).scales).toHaveLength(1)
  })
})

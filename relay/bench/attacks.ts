/**
 * What a hostile update costs the relay, and what others notice of it: `node --import tsx relay/bench/attacks.ts`.
 * A relay in a process of its own, on PostgreSQL when one answers; a till attacks what another till may write too,
 * while that one goes on asking. The relay's time is its process's own (`/proc`, Linux), set-up of the connection and
 * the refusal's way into quarantine included; what a connection costs that only comes and goes, and answering the other one meanwhile, are taken off.
 * Attacker and attacked share this process: while it sends 100 MiB it is itself late to notice an answer.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeSyncStep1, encodeUpdate, readMessage } from '@evertill/crdt-model'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { openTestPostgresql, testDatabases } from '../src/testing/postgres.ts'
import { ATTACKS, type Attack, NOTHING_TO_OFFER, type Target } from '../test/harness/attacks.ts'
import { type RelayProcess, startRelayProcess } from '../test/harness/relay-process.ts'
import { setUpTestShop } from '../test/harness/shop.ts'
import { until } from '../test/harness/until.ts'

const DOCUMENT = 'customers'
const RUNS = 30
/** How long the relay's time is watched while it only answers the one that is to be attacked. */
const IDLE_MS = 4000
/** USER_HZ: the kernel counts a process's time in hundredths of a second. */
const MS_PER_TICK = 10

async function relayTime(relay: RelayProcess): Promise<number> {
  const stat = await readFile(`/proc/${relay.pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) * MS_PER_TICK
}

function open(relay: RelayProcess, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${relay.syncUrl}/${DOCUMENT}?as=device`, { headers: { cookie } })
  socket.on('error', () => {})
  return new Promise((resolve, reject) => {
    socket.once('message', () => resolve(socket))
    socket.once('close', code => reject(new Error(`closed with ${code}`)))
  })
}

/** One connection that does its harm; resolves when the relay has ended it, or has answered what came after. */
async function run(
  relay: RelayProcess,
  cookie: string,
  frames: readonly Uint8Array[],
  ends: boolean,
): Promise<void> {
  const socket = await open(relay, cookie)
  // The close frame counts, not the end of the connection: the relay does not read what a flood brings after it.
  const closed = () => until('closed', () => socket.readyState !== socket.OPEN)
  const answered = new Promise<void>(resolve => {
    socket.on('message', data => {
      if (readMessage(new Uint8Array(data as Buffer)).kind === 'sync-step-2') resolve()
    })
  })
  socket.send(NOTHING_TO_OFFER)
  for (const frame of frames) socket.send(frame)
  if (!ends) socket.send(encodeSyncStep1(Uint8Array.of(0)))
  await (ends ? closed() : answered)
  socket.terminate()
}

/** The one attacked: asks again and again, and notes how long the answers take. */
async function openVictim(relay: RelayProcess, cookie: string) {
  const doc = new Y.Doc()
  doc.getArray('customers').push(['first'])
  const socket = await open(relay, cookie)
  socket.send(NOTHING_TO_OFFER)
  socket.send(encodeUpdate(Y.encodeStateAsUpdate(doc)))
  const target: Target = { client: doc.clientID, clock: 1 }
  const ask = encodeSyncStep1(Y.encodeStateVector(doc))
  const waits: number[] = []
  let askedAt = 0
  let isAsking = true
  const next = () => {
    askedAt = performance.now()
    if (isAsking) socket.send(ask)
  }
  socket.on('message', data => {
    if (readMessage(new Uint8Array(data as Buffer)).kind !== 'sync-step-2') return
    waits.push(performance.now() - askedAt)
    setTimeout(next, 5)
  })
  next()
  await until('answered', () => waits.length > 0)
  return {
    target,
    /** The waits since the last call, in ms. */
    take: () => waits.splice(0),
    isOpen: () => socket.readyState === socket.OPEN,
    close() {
      isAsking = false
      socket.terminate()
    },
  }
}

const at = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

async function measure(
  relay: RelayProcess,
  cookie: string,
  victim: Awaited<ReturnType<typeof openVictim>>,
  { frames, ends, runs }: { frames: readonly Uint8Array[]; ends: boolean; runs: number },
  idleShare: number,
) {
  victim.take()
  const [before, from] = [await relayTime(relay), performance.now()]
  for (let i = 0; i < runs; i++) await run(relay, cookie, frames, ends)
  // What answering the other one takes meanwhile is no cost of the attack.
  const otherwise = idleShare * (performance.now() - from)
  const ms = ((await relayTime(relay)) - before - otherwise) / runs
  const waits = victim.take()
  return { ms, p50: at(waits, 0.5), p99: at(waits, 0.99), asked: waits.length }
}

const postgresql = (await testDatabases()).some(({ name, available }) => name === 'PostgreSQL' && available)
const stored = postgresql ? await openTestPostgresql() : undefined
const directory = await mkdtemp(join(tmpdir(), 'evertill-attacks-'))
const relay = await startRelayProcess(stored ? { DATABASE_URL: stored.url } : { DATA_DIR: directory })
try {
  const shop = await setUpTestShop(relay, 2)
  const [attacker = '', attacked = ''] = shop.tills.map(till => till.cookie)
  const victim = await openVictim(relay, attacked)
  const idle = { frames: [], ends: false, runs: RUNS }
  await measure(relay, attacker, victim, idle, 0)
  const [before, from] = [await relayTime(relay), performance.now()]
  await new Promise(resolve => setTimeout(resolve, IDLE_MS))
  const idleShare = ((await relayTime(relay)) - before) / (performance.now() - from)
  const cost = (each: Attack, runs: number) =>
    measure(
      relay,
      attacker,
      victim,
      {
        frames: each.frames(victim.target),
        ends: each.closes.length > 0 || each.frames(victim.target).some(frame => frame.length > 2 ** 25),
        runs,
      },
      idleShare,
    )
  const comeAndGo = await measure(relay, attacker, victim, idle, idleShare)
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${stored ? 'PostgreSQL' : 'PGlite'}`,
  )
  console.log(
    `a connection that only comes and goes costs ${comeAndGo.ms.toFixed(1)} ms; the other waits ` +
      `${comeAndGo.p50.toFixed(1)} ms (p50), ${comeAndGo.p99.toFixed(1)} ms (p99) for an answer`,
  )
  console.log('\nattack                                  relay, ms   other waits p50, ms   p99, ms   closed')
  for (const each of ATTACKS) {
    const { ms, p50, p99 } = await cost(each, each.name.includes('MiB') ? 8 : RUNS)
    console.log(
      `${each.name.padEnd(40)}${Math.max(0, ms - comeAndGo.ms)
        .toFixed(1)
        .padStart(9)}` +
        `${p50.toFixed(1).padStart(22)}${p99.toFixed(1).padStart(10)}   ${each.closes.join(' or ') || '–'}`,
    )
  }
  console.log(`\nthe other connection is ${victim.isOpen() ? 'open still' : 'GONE'}`)
  victim.close()
} finally {
  await relay.end('SIGTERM')
  await stored?.database.close()
  await rm(directory, { recursive: true, force: true })
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enrollReply, type StoreId } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { INITIAL_STATUS } from '../../src/replica/initial-status.ts'
import type {
  Command,
  CommandOf,
  CommandResults,
  ReplicaStatus,
  Request,
  WorkerMessage,
} from '../../src/replica/protocol.ts'

/** The built client that the relay serves. */
const assets = join(process.env.CLIENT_DIR ?? fileURLToPath(new URL('../../dist', import.meta.url)), 'assets')

/** The built replica worker of an enrolled till, without the selling screen: for hundreds of sales in seconds. */
export interface TillCommands {
  readonly store: StoreId
  send<Type extends Command['type']>(command: CommandOf<Type>): Promise<CommandResults[Type]>
  /** Many commands of one type in one go, one after the other. */
  sendAll<Type extends Command['type']>(commands: readonly CommandOf<Type>[]): Promise<CommandResults[Type][]>
  status(): Promise<ReplicaStatus>
  /** Resolves when the worker's status meets the condition. */
  until(condition: (status: ReplicaStatus) => boolean): Promise<ReplicaStatus>
  stop(): Promise<void>
}

/** What the page keeps for these helpers. */
interface CommandPage {
  tillCommands?: {
    send(command: Command): Promise<CommandResults[Command['type']]>
    status: ReplicaStatus | null
  }
}

/**
 * Starts the worker in a page of the till's browser, on an address that starts none by itself. The till must not be
 * open in another page.
 */
export async function startTillCommands(page: Page, relayUrl: string): Promise<TillCommands> {
  await page.goto(`${relayUrl}/manifest.webmanifest`)
  const record = await page.evaluate(() => localStorage.getItem('evertill-till'))
  const enrolled = v.parse(enrollReply, JSON.parse(record ?? 'null'))
  await page.evaluate(installWorker, { url: `/assets/${workerAsset()}`, device: enrolled.device })
  const sendAll = async <Type extends Command['type']>(
    commands: readonly CommandOf<Type>[],
  ): Promise<CommandResults[Type][]> =>
    asResultsOf<Type>(JSON.parse(await page.evaluate(sendMany, JSON.stringify(commands))))
  const send = async <Type extends Command['type']>(
    command: CommandOf<Type>,
  ): Promise<CommandResults[Type]> => {
    const [result] = await sendAll<Type>([command])
    if (result === undefined) throw new Error(`no answer to ${command.type}`)
    return result
  }
  const commands: TillCommands = {
    store: enrolled.store as StoreId,
    send,
    sendAll,
    status: () => page.evaluate(readStatus, INITIAL_STATUS),
    until: async condition => {
      for (;;) {
        const status = await page.evaluate(readStatus, INITIAL_STATUS)
        if (condition(status)) return status
        await new Promise(resolve => setTimeout(resolve, 25))
      }
    },
    stop: async () => void (await send<'stop'>({ type: 'stop' })),
  }
  const { organisation: _organisation, ...workplace } = enrolled
  const started = await send<'start'>({
    type: 'start',
    workplace: { kind: 'till', ...workplace } as CommandOf<'start'>['workplace'],
    relayUrl,
    takeOver: false,
    witness: await readWitness(page, enrolled.device),
  })
  if (started.kind !== 'started') throw new Error(`the till did not start: ${JSON.stringify(started)}`)
  return commands
}

async function readWitness(
  page: Page,
  device: string,
): Promise<NonNullable<CommandOf<'start'>['witness']> | null> {
  const text = await page.evaluate(key => localStorage.getItem(key), `evertill-witness-${device}`)
  return text === null ? null : JSON.parse(text)
}

/** Runs in the page. */
function installWorker({ url, device }: { url: string; device: string }): void {
  const worker = new Worker(url, { type: 'module', name: 'replica' })
  const waiting = new Map<
    number,
    { resolve(value: CommandResults[Command['type']]): void; reject(reason: Error): void }
  >()
  let lastId = 0
  const page = window as Window & CommandPage
  const own: NonNullable<CommandPage['tillCommands']> = {
    status: null,
    send: command =>
      new Promise((resolve, reject) => {
        const request: Request = { id: ++lastId, command }
        waiting.set(request.id, { resolve, reject })
        worker.postMessage(request)
      }),
  }
  worker.onmessage = (event: MessageEvent<WorkerMessage>) => {
    const message = event.data
    if (message.type === 'status') own.status = message.status
    if (message.type === 'witness')
      localStorage.setItem(`evertill-witness-${device}`, JSON.stringify(message.witness))
    if (message.type !== 'reply') return
    const one = waiting.get(message.reply.id)
    waiting.delete(message.reply.id)
    if (message.reply.ok) one?.resolve(message.reply.value)
    else one?.reject(new Error(message.reply.message))
  }
  worker.onerror = event => {
    for (const one of waiting.values()) one.reject(new Error(`the replica worker failed: ${event.message}`))
  }
  page.tillCommands = own
}

/** Runs in the page. Commands and results are plain objects; as text because Playwright's types cannot follow theirs. */
async function sendMany(json: string): Promise<string> {
  const own = (window as Window & CommandPage).tillCommands
  if (own === undefined) throw new Error('the worker is not installed')
  const commands: readonly Command[] = JSON.parse(json)
  const results: CommandResults[Command['type']][] = []
  for (const command of commands) results.push(await own.send(command))
  return JSON.stringify(results)
}

/** Runs in the page. */
function readStatus(initial: ReplicaStatus): ReplicaStatus {
  return (window as Window & CommandPage).tillCommands?.status ?? initial
}

/** The worker answers each command with the result of its type; this is what came of them as JSON. */
function asResultsOf<Type extends Command['type']>(value: unknown): CommandResults[Type][] {
  return value as CommandResults[Type][]
}

function workerAsset(): string {
  const file = readdirSync(assets).find(name => /^worker-.*\.js$/.test(name))
  if (file === undefined) throw new Error('the client is not built: npx vite build')
  return file
}

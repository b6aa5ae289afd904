import { parseReceiptToken, receiptLink, type SpokenLanguage } from '@evertill/crdt-model'
import type { Logger } from 'pino'
import { findLinkedReceipt } from '../receipts/find-linked-receipt.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import type { MailOutcome, MailPort } from './mail-port.ts'
import { receiptLetter } from './receipt-letter.ts'
import { letterHtml, letterText } from './write-letter.ts'

/** Sends the letters that are due. */
export interface LetterRunner {
  /** A letter was asked for: does not wait for the next look. */
  soon(): void
  /** Waits a little for the letter under way; of one that takes longer nobody will know (SPEC RL5). */
  stop(): Promise<void>
}

export interface LetterRunnerOptions {
  readonly database: ShopDatabase
  readonly hub: Pick<SyncHub, 'read'>
  readonly mail: MailPort
  readonly log: Logger
  readonly now: () => number
  /** How often to look for what is due, milliseconds. */
  readonly lookEvery?: number
}

interface Letter {
  readonly id: string
  readonly link_hash: string
  readonly address: string
  readonly token: string
  readonly origin: string
  readonly language: SpokenLanguage
  readonly asked: number
  readonly attempts: number
  readonly asked_at: number
}

const LOOK_EVERY_MS = 5000
const STOP_PATIENCE_MS = 10_000
const HOUR_MS = 3600 * 1000
/** So long a letter is tried, from when it was asked for. SPEC RL5. */
const TRIED_FOR_MS = 48 * HOUR_MS
const FIRST_PAUSE_MS = 5000
const LONGEST_PAUSE_MS = 2 * HOUR_MS
/** Handing over takes less: whoever is sending for longer was killed. */
const SENDING_FOR_MS = 5 * 60_000

/** One letter after the other; several relays on one database take different ones. */
export function runLetters(options: LetterRunnerOptions): LetterRunner {
  const { log, lookEvery = LOOK_EVERY_MS } = options
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  const look = () => {
    again = true
    running ??= work()
      .catch(error => log.warn({ err: error }, 'sending letters failed'))
      .finally(() => {
        running = undefined
      })
  }
  const work = async () => {
    while (again && !stopped) {
      again = false
      await giveUpKilled(options)
      while (!stopped && (await sendNext(options))) {}
    }
  }
  const timer = setInterval(look, lookEvery).unref()
  look()
  return {
    soon: look,
    async stop() {
      stopped = true
      clearInterval(timer)
      await Promise.race([running, new Promise(resolve => setTimeout(resolve, STOP_PATIENCE_MS).unref())])
    },
  }
}

/** @returns whether there was one */
async function sendNext(options: LetterRunnerOptions): Promise<boolean> {
  const { log } = options
  const letter = await claim(options)
  if (letter === undefined) return false
  const { outcome, why } = await handOver(options, letter)
  await settle(options, letter, outcome)
  log.info(
    { letter: letter.id, outcome, why, attempt: letter.attempts + 1 },
    'a letter was handed over or not',
  )
  return true
}

/** Writes down that it is being sent before anything of it is. SPEC RL5. */
async function claim({ database, now }: LetterRunnerOptions): Promise<Letter | undefined> {
  const [letter] = await database.query<Letter>(
    `update receipt_letters set state = 'sending', since = $2 where organisation = $1 and id = (
       select id from receipt_letters where organisation = $1 and state = 'waiting' and next_at <= $2
       order by next_at limit 1 for update skip locked)
     returning id, link_hash, address, token, origin, language, asked, attempts, asked_at`,
    [database.organisation, now()],
  )
  return letter
}

/** `later` also while its sale has not arrived. */
async function handOver(
  { database, hub, mail, log }: LetterRunnerOptions,
  letter: Letter,
): ReturnType<MailPort['send']> {
  const token = parseReceiptToken(letter.token)
  let written: { readonly subject: string; readonly text: string; readonly html: string }
  try {
    const receipt = await findLinkedReceipt({ database, hub }, letter.link_hash)
    if (receipt === undefined || token === undefined) return { outcome: 'later', why: 'no sale' }
    const made = receiptLetter(receipt, letter.language, receiptLink(letter.origin, token))
    written = { subject: made.subject, text: letterText(made), html: letterHtml(made) }
  } catch (error) {
    log.warn({ err: error, letter: letter.id }, 'a letter could not be written')
    return { outcome: 'later', why: 'unwritten' }
  }
  const messageId = `${letter.id.slice(0, 32)}.${letter.asked}@${new URL(letter.origin).hostname}`
  return mail.send({ to: letter.address, ...written, messageId })
}

/** A relay that woke up too late says nothing of a letter that a person asked for once more since. SPEC RL5. */
async function settle(
  { database, now }: LetterRunnerOptions,
  { id, asked, attempts, asked_at }: Letter,
  outcome: MailOutcome,
): Promise<void> {
  const at = now()
  const tried = attempts + 1
  const isOver = at - asked_at > TRIED_FOR_MS
  const state =
    outcome === 'later' ? (isOver ? 'failed' : 'waiting') : outcome === 'refused' ? 'failed' : outcome
  await database.query(
    `update receipt_letters set state = $3, attempts = $4, since = $5, next_at = $6${
      state === 'waiting' ? '' : ', address = null, token = null'
    } where organisation = $1 and id = $2 and state = 'sending' and asked = $7`,
    [database.organisation, id, state, tried, at, at + pauseAfter(tried), asked],
  )
}

/** Of a relay that was killed while it sent nobody knows what it came to. SPEC RL5. */
async function giveUpKilled({ database, now }: LetterRunnerOptions): Promise<void> {
  await database.query(
    `update receipt_letters set state = 'unknown', since = $2, address = null, token = null
      where organisation = $1 and state = 'sending' and since < $3`,
    [database.organisation, now(), now() - SENDING_FOR_MS],
  )
}

/** Milliseconds: 5 s, 10 s, 20 s … and two hours at most. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS)
}

import {
  type LetterState,
  receiptLetterReply,
  receiptTokenInput,
  receiptTokenOf,
  type SealedEntry,
  toId,
} from '@evertill/crdt-model'
import { pino } from 'pino'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../auth/sha256.ts'
import { forgetOldLetters, MOST_TO_ADDRESS } from '../../letters/ask-letter.ts'
import { pauseAfter, runLetters } from '../../letters/letter-runner.ts'
import type { Mail, MailOutcome } from '../../letters/mail-port.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { errorOf, onlyTill, setUpOwnShop } from '../../testing/test-relay.ts'
import { cashSale, enrollWritingTill, type WritingTill } from '../../testing/writing-till.ts'

const ADDRESS = 'ana@example.com'
const DAY_MS = 24 * 3_600_000

const tokenOf = (entry: SealedEntry | undefined) =>
  receiptTokenOf(sha256(receiptTokenInput(entry?.bytes ?? new Uint8Array())))

/** What the mail server was given, and what it says next. */
const mails: Mail[] = []
let outcome: MailOutcome = 'sent'
/** Called while a letter is handed over. */
let during: () => Promise<void> = async () => {}
const mail = {
  async send(sent: Mail) {
    mails.push(sent)
    await during()
    return { outcome, why: 'test' }
  },
}

await describeRelay(
  '/api/receipt-letters',
  relay => {
    let till: WritingTill
    beforeEach(async () => {
      mails.length = 0
      outcome = 'sent'
      during = async () => {}
      const owner = await setUpOwnShop(relay())
      till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    })

    /** Writes entries of the till; their sales are known when it resolves: a letter that is asked for earlier waits. */
    const write: WritingTill['write'] = async (...said) => {
      const entries = await till.write(...said)
      await relay().services.projection.idle()
      return entries
    }
    const ask = async (entry: SealedEntry | undefined, more: object = {}) => {
      const body = { token: tokenOf(entry), address: ADDRESS, language: 'en', asking: 1, ...more }
      return till.browser.post('/api/receipt-letters', body)
    }
    const stateOf = async (entry: SealedEntry | undefined, more?: object): Promise<LetterState> =>
      v.parse(receiptLetterReply, await (await ask(entry, more)).json()).state
    /** Until the letter is in the state. */
    const comesTo = (entry: SealedEntry | undefined, state: LetterState, more?: object) =>
      expect.poll(() => stateOf(entry, more), { timeout: 10_000 }).toBe(state)
    const rows = () => relay().services.database.query('select * from receipt_letters')

    it('RL4 sends one letter for a receipt and an address, however often it is asked for', async () => {
      const [entry] = await write([cashSale('tea', 2, 350)])
      await Promise.all([ask(entry), ask(entry), ask(entry, { address: ' Ana@Example.com ' })])
      await comesTo(entry, 'sent')
      await comesTo(entry, 'sent', { address: 'bob@example.com' })
      expect(mails.map(({ to }) => to)).toEqual([ADDRESS, 'bob@example.com'])
    })

    it('E10 writes below a card what its slip said', async () => {
      const slip = { scheme: 'Visa Debit', lastFour: '1234', aid: 'A0000000031010', approval: '123456' }
      const card = { kind: 'card', amount: 700, reference: 'T-4711', slip } as const
      const [entry] = await write([cashSale('tea', 2, 350, { tenders: [card], change: 0 })])
      await comesTo(entry, 'sent', { language: 'es' })
      const [letter] = mails
      const lines = ['Visa Debit ···· 1234', 'AID A0000000031010', 'Autorización 123456']
      expect(letter?.text).toContain(lines.map(line => `\n  ${line}`).join(''))
      for (const line of lines) expect(letter?.html).toContain(line)
      expect(letter?.text).not.toContain('4711')
    })

    it('writes what stands on the receipt, with its link, in the language that was asked for', async () => {
      const { hub, shop } = relay().services
      const catalog = [...(await shop.read()).stores.values()].map(each => each.catalog)[0] ?? toId('none')
      await new RecordWriter(hub, { kind: 'catalog', catalog }, 'products', 'ann').write('tea', {
        name: 'Té <verde> & más',
      })
      const [entry] = await write([cashSale('tea', 2, 350)])
      await comesTo(entry, 'sent', { language: 'es' })
      const [letter] = mails
      expect(letter?.subject).toBe(`Su recibo ${till.code}-000001 de Corner shop`)
      expect(letter?.text).toContain(`https://shop.example/r#${tokenOf(entry)}`)
      expect(letter?.text).toMatch(/Té <verde> & más +7,00\s£\n {2}2 × 3,50\s£/)
      expect(letter?.text).toMatch(/Incluye VAT 20\s% sobre 5,83\s£ +1,17\s£/)
      expect(letter?.text).toMatch(/Efectivo +8,00\s£\nCambio +1,00\s£/)
      expect(letter?.html).toContain('Té &lt;verde&gt; &amp; más')
      expect(letter?.html).toContain(`href="https://shop.example/r#${tokenOf(entry)}"`)
      expect(letter?.html).toContain('<html lang="es">')
    })

    it('RL4 waits for the sale', async () => {
      const [entry] = await till.seal([cashSale('tea', 1, 350)], Date.UTC(2026, 10, 20, 9))
      await comesTo(entry, 'waiting')
      await till.put([entry?.bytes ?? new Uint8Array()], toId('2026-11-20'))
      await relay().services.projection.idle()
      relay().pass(60_000)
      await comesTo(entry, 'sent')
      expect(mails).toHaveLength(1)
    })

    it('RL5 tries again what is refused for now, for two days, at growing distances', async () => {
      outcome = 'later'
      const [entry] = await write([cashSale('tea', 1, 350)])
      await ask(entry)
      await expect.poll(() => mails.length).toBe(1)
      await comesTo(entry, 'waiting')
      relay().pass(2 * DAY_MS + 1000)
      await comesTo(entry, 'failed')
      expect(mails).toHaveLength(2)
      expect([1, 2, 3, 30].map(pauseAfter)).toEqual([5000, 10_000, 20_000, 7_200_000])
    })

    it.each(['unknown', 'refused'] as const)(
      'RL5 leaves to a person what is %s, who may ask once more, and a repeated question asks nothing',
      async what => {
        outcome = what
        const [entry] = await write([cashSale('tea', 1, 350)])
        await comesTo(entry, what === 'refused' ? 'failed' : 'unknown')
        relay().pass(DAY_MS)
        expect(mails).toHaveLength(1)
        outcome = 'sent'
        await comesTo(entry, 'sent', { asking: 2 })
        await comesTo(entry, 'sent', { asking: 2 })
        expect(mails.map(({ messageId }) => messageId.split('.')[1]?.split('@')[0])).toEqual(['1', '2'])
      },
    )

    it('RL5 a letter whose relay was killed while it sent is unknown, and sent by nobody again', async () => {
      const { database, hub, now } = relay().services
      const [entry] = await write([cashSale('tea', 1, 350)])
      // The first relay hangs once the mail server has the letter: as good as killed.
      let wakeUp = () => {}
      during = () => new Promise(resolve => (wakeUp = resolve))
      expect(await stateOf(entry)).toBe('waiting')
      await expect.poll(() => mails.length).toBe(1)
      during = async () => {}
      const log = pino({ level: 'silent' })
      const other = runLetters({ database, hub, mail, log, now, lookEvery: 20 })
      await comesTo(entry, 'sending')
      relay().pass(6 * 60_000)
      await comesTo(entry, 'unknown')
      wakeUp()
      await other.stop()
      expect([await stateOf(entry), mails.length]).toEqual(['unknown', 1])
    })

    it('RL5 a relay that wakes up late says nothing of the letter that a person asked for once more', async () => {
      const { database, hub, now } = relay().services
      const [entry, next] = await write([cashSale('tea', 1, 350), cashSale('tea', 1, 350)])
      await relay().services.projection.idle()
      const wakeUps: (() => void)[] = []
      during = () => new Promise(resolve => wakeUps.push(resolve))
      await ask(entry)
      await expect.poll(() => mails.length).toBe(1)
      relay().pass(6 * 60_000)
      const log = pino({ level: 'silent' })
      const other = runLetters({ database, hub, mail, log, now, lookEvery: 20 })
      await comesTo(entry, 'unknown')
      await ask(entry, { asking: 2 })
      await expect.poll(() => mails.length).toBe(2)
      outcome = 'later'
      during = async () => {}
      wakeUps[0]?.()
      // By the relay that woke up: the other one is still handing over.
      await ask(next)
      await expect.poll(() => mails.length).toBe(3)
      expect(await stateOf(entry, { asking: 2 })).toBe('sending')
      outcome = 'sent'
      wakeUps[1]?.()
      await comesTo(entry, 'sent', { asking: 2 })
      await other.stop()
    })

    it('RL6 keeps no address behind a letter that is sent, and nothing of it after a month', async () => {
      const [entry] = await write([cashSale('tea', 1, 350)])
      await comesTo(entry, 'sent')
      expect(JSON.stringify(await rows())).not.toMatch(/ana|example\.com"|token":"/)
      relay().pass(31 * DAY_MS)
      await forgetOldLetters(relay().services.database, relay().services.now())
      expect(await rows()).toEqual([])
    })

    it('takes no address that is none, and nobody who is no till', async () => {
      const [entry] = await write([cashSale('tea', 1, 350)])
      for (const address of ['ana', 'ana@example.com, bob@example.com', 'ana@example.com\r\nBcc: x@y.zz']) {
        expect((await ask(entry, { address })).status).toBe(400)
      }
      const stranger = await relay()
        .browser()
        .post('/api/receipt-letters', {
          ...{ token: tokenOf(entry), address: ADDRESS, language: 'en', asking: 1 },
        })
      expect(stranger.status).toBe(401)
    })

    it('counts a letter that is asked for again as one more', async () => {
      const [entry, next] = await write([cashSale('tea', 1, 350), cashSale('tea', 1, 350)])
      for (let asking = 1; asking <= MOST_TO_ADDRESS; asking++) await comesTo(entry, 'sent', { asking })
      expect(mails).toHaveLength(MOST_TO_ADDRESS)
      const more = await ask(entry, { asking: MOST_TO_ADDRESS + 1 })
      expect(await errorOf(more)).toMatchObject({ code: 'too-many-attempts' })
      expect((await ask(next)).status).toBe(429)
      expect(mails).toHaveLength(MOST_TO_ADDRESS)
    })

    it('sends an address no more than a few letters a day', async () => {
      const entries = await till.seal(
        Array.from({ length: MOST_TO_ADDRESS + 1 }, () => cashSale('tea', 1, 350)),
        Date.now(),
      )
      for (const entry of entries.slice(0, MOST_TO_ADDRESS)) expect((await ask(entry)).status).toBe(200)
      expect(await errorOf(await ask(entries.at(-1)))).toMatchObject({ code: 'too-many-attempts' })
      expect((await ask(entries.at(-1), { address: 'bob@example.com' })).status).toBe(200)
    })
  },
  { mail, publicOrigins: ['https://shop.example'] },
)

await describeRelay('a relay without a mail server', relay => {
  it('says so, to screens as well', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    const [entry] = await till.write([cashSale('tea', 1, 350)])
    const asked = { token: tokenOf(entry), address: ADDRESS, language: 'en', asking: 1 }
    expect((await till.browser.post('/api/receipt-letters', asked)).status).toBe(409)
    expect(await (await owner.get('/api/status')).json()).toMatchObject({
      receipts: { origin: null, letters: false },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { defaultsFor } from './region-defaults.ts'
import { emptyDraft, problemsFromRelay, readDraft, type SetupDraft, stepOf } from './setup-draft.ts'

const filled: SetupDraft = {
  ...emptyDraft(defaultsFor('en-GB'), 'Europe/London', 'Till 1'),
  ownerName: 'Ada Owner',
  email: 'ada@example.com',
  password: 'a long password',
  storeName: 'Corner Shop',
  cashierName: 'Ben',
  pin: '1234',
}

describe('the set-up form', () => {
  it('becomes the request, with the tax in millionths', () => {
    expect(readDraft({ ...filled, taxPercent: '17,5 %' })).toMatchObject({
      ok: true,
      request: {
        kind: 'own',
        store: { currency: 'GBP', tax: { name: 'VAT', rateMillionths: 175_000, included: true } },
        till: { name: 'Till 1' },
        cashier: { name: 'Ben', pin: '1234' },
      },
    })
  })

  it('says of each empty field that it is required', () => {
    const reading = readDraft(emptyDraft(defaultsFor('en-US'), 'America/New_York', 'Till 1'))
    expect(reading).toEqual({
      ok: false,
      problems: {
        ownerName: 'required',
        email: 'required',
        password: 'required',
        storeName: 'required',
        taxPercent: 'required',
        cashierName: 'required',
        pin: 'required',
      },
    })
  })

  it.each([
    [{ email: 'ada' }, { email: 'not-an-email' }],
    [{ password: 'short' }, { password: 'too-short' }],
    [{ password: 'x'.repeat(201) }, { password: 'too-long' }],
    [{ pin: '12' }, { pin: 'not-a-pin' }],
    [{ pin: 'abcd' }, { pin: 'not-a-pin' }],
    [{ taxPercent: 'twenty' }, { taxPercent: 'not-a-rate' }],
    [{ taxPercent: '120' }, { taxPercent: 'not-a-rate' }],
    [{ storeName: 'x'.repeat(81) }, { storeName: 'too-long' }],
  ])('%j gives %j', (change, problems) => {
    expect(readDraft({ ...filled, ...change })).toEqual({ ok: false, problems })
  })

  it('takes the word of the relay to the right field and step', () => {
    const problems = problemsFromRelay({
      'owner.email': 'taken',
      'cashier.pin': 'not-a-pin',
      other: 'required',
    })
    expect(problems).toEqual({ email: 'taken', pin: 'not-a-pin' })
    expect([stepOf('email'), stepOf('taxPercent'), stepOf('pin'), stepOf('tillName')]).toEqual([
      'owner',
      'shop',
      'till',
      'till',
    ])
  })

  it('offers what a region mostly uses', () => {
    expect(defaultsFor('es-MX')).toMatchObject({ currency: 'MXN', taxName: 'IVA', taxPercent: '16' })
    expect(defaultsFor('en-US')).toMatchObject({ currency: 'USD', taxIncluded: false })
    expect(defaultsFor('es')).toMatchObject({ currency: 'EUR', taxPercent: '21' })
    expect(defaultsFor('fr-XX')).toMatchObject({ currency: 'GBP' })
  })
})

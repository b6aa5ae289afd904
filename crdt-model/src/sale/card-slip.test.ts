import { describe, expect, test } from 'vitest'
import { type SlipField, slipOf, slipProblem, slipValueOf, slipValueProblem } from './card-slip.ts'

const PAN = '4111 1111 1111 1111'

describe('E10 a card’s slip', () => {
  test.each<[SlipField, string]>([
    ['scheme', 'Visa Debit'],
    ['scheme', 'CARTE BANCAIRE (CB) / €'],
    ['lastFour', '0007'],
    ['aid', 'A0000000031010'],
    ['aid', 'A000000003'],
    ['aid', 'D27600002545500200'],
    ['aid', `A0${'0'.repeat(30)}`],
    ['approval', '123456'],
    ['approval', 'A1'],
  ])('%s may be %s', (field, value) => expect(slipValueProblem(field, value)).toBeNull())

  test.each<[SlipField, string, string]>([
    ['scheme', 'x'.repeat(25), 'not-a-label'],
    ['scheme', 'Visa\n', 'not-a-label'],
    ['scheme', 'Visa\u0007', 'not-a-label'],
    ['scheme', '\ud800', 'not-a-label'],
    ['lastFour', '123', 'not-last-four'],
    ['lastFour', '12345', 'not-last-four'],
    ['lastFour', '*123', 'not-last-four'],
    ['aid', 'a000000003', 'not-an-aid'],
    ['aid', 'A00000000', 'not-an-aid'],
    ['aid', 'A0000000031', 'not-an-aid'],
    ['aid', `A0${'0'.repeat(32)}`, 'not-an-aid'],
    ['aid', 'A00000000G', 'not-an-aid'],
    // Of digits alone it could be the number of a card.
    ['aid', '4000000000000000', 'not-an-aid'],
    ['approval', '123456789', 'not-an-approval'],
    ['approval', '12-34', 'not-an-approval'],
  ])('%s may not be %j: %s', (field, value, problem) => expect(slipValueProblem(field, value)).toBe(problem))

  test.each<SlipField>(['scheme', 'lastFour', 'aid', 'approval'])(
    'E11 %s is told to be a whole card number when it could be one',
    field => {
      expect(slipValueProblem(field, PAN)).toBe('card-number')
      expect(slipValueProblem(field, PAN.replaceAll(' ', ''))).toBe('card-number')
    },
  )

  test('what is typed is taken down in one way, and what is left empty not at all', () => {
    const typed = {
      scheme: '  Visa   Debit ',
      lastFour: ' 1234',
      aid: 'a0 00 00 00 03 10 10',
      approval: 'ab12 ',
    }
    const slip = { scheme: 'Visa Debit', lastFour: '1234', aid: 'A0000000031010', approval: 'AB12' }
    expect(slipOf(typed)).toEqual(slip)
    expect(slipOf({ lastFour: '1234', scheme: '  ' })).toEqual({ lastFour: '1234' })
    expect(slipOf({ scheme: ' ' })).toBeUndefined()
    expect(slipProblem(slip)).toBeNull()
    expect(slipValueOf('aid', slip.aid)).toBe(slip.aid)
  })

  test('a slip that says nothing is none', () => {
    expect(slipProblem({})).toBe('nothing-said')
    expect(slipProblem({ lastFour: '1234', approval: '' })).toBe('not-an-approval')
  })
})

import { describe, expect, it } from 'vitest'
import { enteredValue, pressKey } from './digits.ts'

const press = (...keys: Parameters<typeof pressKey>[1][]) =>
  keys.reduce((digits, key) => pressKey(digits, key), '')

describe('the keypad', () => {
  it('builds a whole number of minor units', () => {
    expect(enteredValue(press('1', '2', '5', '0'))).toBe(1_250)
    expect(enteredValue(press('2', '00'))).toBe(200)
    expect(enteredValue(press())).toBe(0)
  })

  it('has no leading zeros, deletes from the end, clears', () => {
    expect(press('0', '0', '5')).toBe('5')
    expect(press('00')).toBe('')
    expect(press('1', '2', 'delete')).toBe('1')
    expect(press('1', '2', 'clear')).toBe('')
  })

  it('takes no more digits than an amount has', () => {
    const full = '9'.repeat(11)
    expect(pressKey(full, '9')).toBe(full)
    expect(pressKey('12', '3', 2)).toBe('12')
  })
})

import { describe, expect, it } from 'vitest'
import { codeOfQrText, enrollmentQrText, groupCode, plainCode } from './enrollment-code.ts'

describe('enrolment codes', () => {
  it.each(['ABCD-EF23', 'abcd ef23', ' abcd–ef23\n', 'ABCDEF23', 'evertill-enroll:ABCDEF23', '"ABCD-EF23".'])(
    'takes %j however it was pasted',
    text => {
      expect(plainCode(text)).toBe('ABCDEF23')
    },
  )

  it('groups while it is typed', () => {
    expect(['a', 'abcd', 'abcde', 'abcdef23x'].map(groupCode)).toEqual(['A', 'ABCD', 'ABCD-E', 'ABCD-EF23'])
  })

  it('reads its own QR text and no other', () => {
    expect(codeOfQrText(enrollmentQrText('ABCD-EF23'))).toBe('ABCDEF23')
    expect(codeOfQrText('https://example.com/ABCDEF23')).toBeUndefined()
    expect(codeOfQrText('ABCDEF23')).toBeUndefined()
    expect(codeOfQrText('evertill-enroll:ABC')).toBeUndefined()
  })

  it('puts no address into a QR code', () => {
    expect(enrollmentQrText('abcd-ef23')).toBe('evertill-enroll:ABCDEF23')
  })
})

import { expect, it } from 'vitest'
import { describeError } from './logger.ts'

it('keeps of an error what tells what went wrong, and nothing that was sent to the database', () => {
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', params: ['ada@shop.example'] })
  const described = describeError(
    Object.assign(new Error('could not save', { cause }), { query: 'insert …' }),
  )
  expect(described).toMatchObject({
    type: 'Error',
    message: 'could not save',
    cause: { message: 'duplicate key', code: '23505' },
  })
  expect(JSON.stringify(described)).not.toMatch(/ada@|insert/)
  expect(describeError('only text')).toEqual({ message: 'only text' })
})

import type { RecoveryReply, StatusReply } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { ApiFailure, ApiResult } from '../api/api-client.ts'
import { nextStage } from './stage.ts'

const status = (setUp: boolean): ApiResult<StatusReply> => ({
  ok: true,
  value: {
    setUp,
    database: 'db',
    storage: 'postgresql',
    version: '1',
    recovering: false,
    receipts: { origin: null, letters: false },
  },
})
const refusal = (code: 'unauthenticated' | 'forbidden' | 'unavailable'): ApiFailure => ({
  ok: false,
  code,
  fields: {},
  retryAfterSeconds: null,
})
const OPEN: RecoveryReply = { openUntil: 1, tills: [] }

describe('the recovery screen', () => {
  it('asks for an account on an empty database, whoever is signed in', () => {
    expect(nextStage(status(false), refusal('unauthenticated')).kind).toBe('empty')
  })

  it('shows how the recovery stands to an owner', () => {
    expect(nextStage(status(true), { ok: true, value: OPEN })).toEqual({ kind: 'recovery', recovery: OPEN })
  })

  it('sends others away or to sign in', () => {
    expect(nextStage(status(true), refusal('unauthenticated')).kind).toBe('signed-out')
    expect(nextStage(status(true), refusal('forbidden')).kind).toBe('not-an-owner')
  })

  it('says when the relay does not answer', () => {
    expect(nextStage({ ok: false, code: 'offline' }, { ok: false, code: 'offline' }).kind).toBe('unreachable')
    expect(nextStage(status(true), refusal('unavailable')).kind).toBe('unreachable')
  })
})

import { createRoot } from 'solid-js'
import { expect, it } from 'vitest'
import type { ApiResult } from './api-client.ts'
import { createRemote, type Remote } from './create-remote.ts'

function makeRemote() {
  const questions: ((answer: ApiResult<string>) => void)[] = []
  const load = () => new Promise<ApiResult<string>>(resolve => questions.push(resolve))
  const remote: Remote<string> = createRoot(() => createRemote(load))
  return { remote, questions }
}

const settled = () => new Promise<void>(resolve => setImmediate(resolve))

it('keeps what it knows when asking again fails, and forgets the failure when it does not', async () => {
  const { remote, questions } = makeRemote()
  expect(remote.value()).toBeUndefined()
  questions[0]?.({ ok: true, value: 'old' })
  await settled()
  void remote.reload()
  questions[1]?.({ ok: false, code: 'offline' })
  await settled()
  expect([remote.value(), remote.failure()?.code]).toEqual(['old', 'offline'])
  void remote.reload()
  questions[2]?.({ ok: true, value: 'new' })
  await settled()
  expect([remote.value(), remote.failure()]).toEqual(['new', undefined])
})

it('takes no answer that a newer question has overtaken', async () => {
  const { remote, questions } = makeRemote()
  void remote.reload()
  questions[1]?.({ ok: true, value: 'newer' })
  await settled()
  questions[0]?.({ ok: true, value: 'older' })
  await settled()
  expect(remote.value()).toBe('newer')
})

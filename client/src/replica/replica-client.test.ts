import { expect, it, vi } from 'vitest'
import { INITIAL_STATUS } from './initial-status.ts'
import type { Request, WorkerMessage } from './protocol.ts'
import { makeReplica, type WorkerLike } from './replica-client.ts'

/** A worker whose inside is the test. */
function fakeWorker() {
  const events = new EventTarget()
  const requests: Request[] = []
  const worker = {
    postMessage: (request: Request) => requests.push(request),
    terminate: vi.fn(),
    addEventListener: events.addEventListener.bind(events),
  }
  const say = (data: WorkerMessage): void => void events.dispatchEvent(new MessageEvent('message', { data }))
  const fail = (): void =>
    void events.dispatchEvent(Object.assign(new Event('error'), { message: 'no such name' }))
  /** The script could not be fetched: such an event says nothing. */
  const notFetched = (): void => void events.dispatchEvent(new Event('error'))
  return {
    worker: worker as unknown as WorkerLike,
    requests,
    say,
    fail,
    notFetched,
    terminate: worker.terminate,
  }
}

it('gives each answer to the command it belongs to, in whatever order they come', async () => {
  const { worker, requests, say } = fakeWorker()
  const replica = makeReplica(() => worker)
  const search = replica.send<'search'>({ type: 'search', text: 'red', limit: 5, includeArchived: false })
  const signOut = replica.send<'signOut'>({ type: 'signOut' })
  expect(requests.map(request => request.command.type)).toEqual(['search', 'signOut'])
  say({ type: 'reply', reply: { id: requests[1]?.id ?? 0, ok: true, value: null } })
  say({
    type: 'reply',
    reply: { id: requests[0]?.id ?? 0, ok: true, value: { ids: [], total: 0, complete: true } },
  })
  expect(await signOut).toBeNull()
  expect(await search).toEqual({ ids: [], total: 0, complete: true })
})

it('rejects when the worker could not carry a command out', async () => {
  const { worker, requests, say } = fakeWorker()
  const answer = makeReplica(() => worker).send<'signOut'>({ type: 'signOut' })
  say({
    type: 'reply',
    reply: { id: requests[0]?.id ?? 0, ok: false, message: 'the replica is not started' },
  })
  await expect(answer).rejects.toThrow('the replica is not started')
})

it('tries a worker again whose script did not load, with what it was asked, and says so in the end', async () => {
  vi.useFakeTimers()
  const [first, second] = [fakeWorker(), fakeWorker()]
  const spawned = [first, second]
  const answer = makeReplica(() => (spawned.shift() ?? second).worker).send<'signOut'>({ type: 'signOut' })
  first.notFetched()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(second.requests.map(request => request.command.type)).toEqual(['signOut'])
  second.say({ type: 'reply', reply: { id: second.requests[0]?.id ?? 0, ok: true, value: null } })
  expect(await answer).toBeNull()

  const never = fakeWorker()
  const refused = makeReplica(() => never.worker).send<'signOut'>({ type: 'signOut' })
  const rejection = expect(refused).rejects.toThrow('its script did not load')
  for (let time = 0; time < 3; time++) {
    never.notFetched()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  await rejection
  vi.useRealTimers()
})

it('rejects everything when the worker never came to life, and nothing for an error later', async () => {
  const dead = fakeWorker()
  const replica = makeReplica(() => dead.worker)
  const answer = replica.send<'signOut'>({ type: 'signOut' })
  dead.fail()
  await expect(answer).rejects.toThrow('the replica worker failed: no such name')
  await expect(replica.send<'signOut'>({ type: 'signOut' })).rejects.toThrow('no such name')

  const alive = fakeWorker()
  const living = makeReplica(() => alive.worker)
  alive.say({ type: 'status', status: INITIAL_STATUS })
  const later = living.send<'signOut'>({ type: 'signOut' })
  alive.fail()
  alive.say({ type: 'reply', reply: { id: alive.requests[0]?.id ?? 0, ok: true, value: null } })
  expect(await later).toBeNull()
})

it('tells every status, until the listener has enough', () => {
  const { worker, say } = fakeWorker()
  const replica = makeReplica(() => worker)
  const heard: number[] = []
  const stop = replica.subscribe(status => heard.push(status.unsyncedSales))
  say({ type: 'status', status: { ...INITIAL_STATUS, unsyncedSales: 1 } })
  stop()
  say({ type: 'status', status: { ...INITIAL_STATUS, unsyncedSales: 2 } })
  expect(heard).toEqual([1])
  expect(replica.status().unsyncedSales).toBe(2)
})

it('lets the worker finish before it ends it', async () => {
  const { worker, requests, say, terminate } = fakeWorker()
  const ended = makeReplica(() => worker).stop()
  expect(requests[0]?.command).toEqual({ type: 'stop' })
  expect(terminate).not.toHaveBeenCalled()
  say({ type: 'reply', reply: { id: requests[0]?.id ?? 0, ok: true, value: null } })
  await ended
  expect(terminate).toHaveBeenCalledOnce()
})

it('ends a worker that does not answer any more', async () => {
  vi.useFakeTimers()
  try {
    const { worker, terminate } = fakeWorker()
    const ended = makeReplica(() => worker).stop()
    await vi.advanceTimersByTimeAsync(5000)
    await ended
    expect(terminate).toHaveBeenCalledOnce()
  } finally {
    vi.useRealTimers()
  }
})

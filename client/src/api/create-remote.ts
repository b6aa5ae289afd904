import { createSignal } from 'solid-js'
import type { ApiFailure, ApiResult } from './api-client.ts'

/** Something that only the server has. */
export interface Remote<Value> {
  /** The newest answer; it stays while a newer one is asked for, and when that fails. */
  readonly value: () => Value | undefined
  /** Why the newest question had no answer. */
  readonly failure: () => ApiFailure | undefined
  readonly reload: () => Promise<void>
}

/** Asks at once, and again whenever `reload` is called. Of answers that overtake each other the newest question's counts. */
export function createRemote<Value>(load: () => Promise<ApiResult<Value>>): Remote<Value> {
  const [value, setValue] = createSignal<Value>()
  const [failure, setFailure] = createSignal<ApiFailure>()
  let questions = 0
  const reload = async () => {
    questions += 1
    const question = questions
    const answer = await load()
    if (question !== questions) return
    if (answer.ok) {
      setValue(() => answer.value)
      setFailure(undefined)
    } else setFailure(answer)
  }
  void reload()
  return { value, failure, reload }
}

import type { Context } from 'hono'
import { browserWords } from '../auth/browser-words.ts'
import type { SignInFrom } from '../auth/sign-in.ts'
import type { AppEnv, Services } from './context.ts'
import { limitedAddress } from './request-facts.ts'

/** Where a request comes from, as far as a sign-in wants to know it. */
export function signInFrom(c: Context<AppEnv>, services: Services): SignInFrom {
  return { address: limitedAddress(c, services), words: browserWords(c.req.header('user-agent')) }
}

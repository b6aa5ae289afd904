import { describe, expect, it } from 'vitest'
import { LAN_WORKER_PATH, lanWorkerPolicy } from './lan-worker.ts'

describe('the policy of the script that speaks with a bridge on the network', () => {
  it('lets it speak with that one bridge', () => {
    expect(lanWorkerPolicy('https://192.168.1.20:9754')).toBe(
      "default-src 'none'; script-src 'self'; connect-src https://192.168.1.20:9754",
    )
  })

  it.each([
    null,
    '',
    '*',
    'https:',
    'https://evil.example',
    'https://evil.example:9754',
    "https://192.168.1.20:9754; script-src 'unsafe-inline'",
    'https://192.168.1.20:9754 https://evil.example',
    'http://192.168.1.20:9754',
    'http://127.0.0.1:9753',
  ])('and with nobody when it asks for %s', to => {
    expect(lanWorkerPolicy(to)).toBe("default-src 'none'; script-src 'self'; connect-src 'none'")
  })

  it('is no page’s and no other script’s', () => {
    expect(LAN_WORKER_PATH.test('/assets/lan-worker-B1x_9-a.js')).toBe(true)
    for (const path of [
      '/',
      '/assets/index-B1x9.js',
      '/lan-worker-a.js',
      '/assets/lan-worker-a.html',
      '/assets/lan-worker-a.js/x',
    ])
      expect(LAN_WORKER_PATH.test(path)).toBe(false)
  })
})

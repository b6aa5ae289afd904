import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const KEY = Buffer.alloc(32, 1).toString('base64')

describe('readConfig', () => {
  it('gives an embedded database on the loopback address when nothing is set', () => {
    expect(readConfig({ PORT: '', OTHER: 'x' })).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      database: { kind: 'embedded', directory: '.data' },
      redisUrl: null,
      mail: null,
      publicOrigins: [],
      trustProxy: false,
      logLevel: 'info',
    })
  })

  it('reads every variable', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:p@db/evertill',
      REDIS_URL: 'rediss://u:p@redis:6380',
      PUBLIC_ORIGIN: 'https://shop.example/, http://10.0.0.2:8080',
      TRUST_PROXY: '1',
      LOG_LEVEL: 'debug',
      CLIENT_DIR: '/srv/client',
      DEMO_DIR: '/srv/demo',
      HISTORY_DAYS: '400',
      METRICS_TOKEN: 'a-token-for-prometheus',
      SECRET_KEYS: `${KEY}, ${KEY}`,
      SMTP_URL: 'smtps://till%40shop:p%3Aw@mail.example',
      MAIL_FROM: 'Shop <till@shop.example>',
    })
    expect(config).toEqual({
      port: 0,
      host: '0.0.0.0',
      database: { kind: 'postgresql', url: 'postgres://u:p@db/evertill' },
      redisUrl: 'rediss://u:p@redis:6380',
      publicOrigins: ['https://shop.example', 'http://10.0.0.2:8080'],
      trustProxy: true,
      logLevel: 'debug',
      metricsToken: 'a-token-for-prometheus',
      clientDirectory: '/srv/client',
      demoDirectory: '/srv/demo',
      historyDays: 400,
      secretKeys: { kind: 'given', keys: [KEY, KEY] },
      mail: {
        host: 'mail.example',
        port: 465,
        secure: true,
        auth: { user: 'till@shop', pass: 'p:w' },
        from: 'Shop <till@shop.example>',
      },
    })
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['HOST', 'a b'],
    ['DATABASE_URL', 'mysql://x'],
    ['REDIS_URL', 'localhost:6379'],
    ['PUBLIC_ORIGIN', 'shop.example'],
    ['PUBLIC_ORIGIN', 'https://shop.example/path'],
    ['TRUST_PROXY', 'yes please'],
    ['LOG_LEVEL', 'loud'],
    ['SECRET_KEYS', 'hunter2'],
    ['SMTP_URL', 'https://mail.example'],
    ['MAIL_FROM', 'the shop'],
    ['SECRET_KEYS', `${KEY},`],
    ['HISTORY_DAYS', '0'],
    ['HISTORY_DAYS', 'for ever'],
  ])('names the variable %s when it is %o', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be`))
  })

  it.each([
    ['SMTP_URL', 'smtp://localhost:1025', 'MAIL_FROM'],
    ['MAIL_FROM', 'till@shop.example', 'SMTP_URL'],
  ])('wants %s not alone', (name, value, other) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is of no use without ${other}`)
  })

  it('never repeats a value, which may hold a password', () => {
    const read = () => readConfig({ DATABASE_URL: 'mysql://u:hunter2@db/x' })
    expect(read).toThrow(ConfigError)
    expect(read).not.toThrow(/hunter2/)
  })
})

import { expect, it } from 'vitest'
import { browserWords } from './browser-words.ts'

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'

it.each([
  ['Chrome', 'Windows', `${CHROME} Safari/537.36`],
  ['Edge', 'Windows', `${CHROME} Safari/537.36 Edg/140.0.0.0`],
  [
    'Chrome',
    'Android',
    'Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  ],
  [
    'Safari',
    'iPad',
    'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  ],
  [
    'Safari',
    'Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  ],
  ['Firefox', 'Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  [null, null, 'curl/8.5.0'],
  [null, null, undefined],
])('calls it %s on %s', (browser, system, userAgent) => {
  expect(browserWords(userAgent)).toEqual({ browser, system })
})

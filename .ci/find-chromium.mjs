import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium or Chrome on this machine: the variable CHROMIUM, PATH, usual places, Playwright's cache. */
export function findChromium() {
  const wanted = process.env.CHROMIUM
  if (wanted) return existsSync(wanted) ? wanted : undefined
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => NAMES.map(name => join(folder, name)))
  return [...onPath, ...USUAL_PLACES, ...inPlaywrightCache()].find(path => existsSync(path))
}

function inPlaywrightCache() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(homedir(), 'AppData/Local/ms-playwright'),
  ]
  return caches
    .filter(cache => cache !== undefined && existsSync(cache))
    .flatMap(cache =>
      readdirSync(cache)
        .filter(folder => folder.startsWith('chromium-'))
        .flatMap(folder => [
          join(cache, folder, 'chrome-linux/chrome'),
          join(cache, folder, 'chrome-linux64/chrome'),
          join(cache, folder, 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'),
          join(cache, folder, 'chrome-win/chrome.exe'),
        ]),
    )
}

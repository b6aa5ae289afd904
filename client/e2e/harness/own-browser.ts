import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const START_LIMIT_MS = 30_000

/**
 * What of Chromium no till has: the pages of its own address bar, which cost every window a second of processor, and
 * what asks servers of its maker. This replaces Playwright's list, so what the tests rely on in that is repeated.
 */
const UNUSED_FEATURES: readonly string[] = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'GlobalMediaControls',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'Translate',
]

/** Switches for every Chromium of the tests: no window, works as root and in small containers, no background traffic. */
export const CHROMIUM_SWITCHES: readonly string[] = [
  '--headless=new',
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${UNUSED_FEATURES.join(',')}`,
  '--password-store=basic',
  '--use-mock-keychain',
]

/** The path of the Chromium to drive, as the test set-up found it. */
export function chromiumPath(): string {
  const path =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(each => existsSync(each))
  if (path === undefined) throw new Error('no Chromium: run through `npm test`, or set CHROMIUM to its path')
  return path
}

/** A Chromium of its own with a profile on disk: a tablet that can lose power and be switched on again. */
export interface OwnBrowser {
  /** Its one context, while it runs. */
  readonly context: BrowserContext
  /** The folder of its profile. */
  readonly profile: string
  /** SIGKILL to the browser and all its processes, at once. */
  kill(): Promise<void>
  /** Closes it as a person does. */
  close(): Promise<void>
  /** Starts it again on the same profile, after `kill` or `close`. */
  relaunch(): Promise<BrowserContext>
  /** Kills it and removes the profile. */
  dispose(): Promise<void>
}

/** Launches a Chromium with a new profile. Dispose of it. @param switches beside those of every test */
export async function launchOwnBrowser(switches: readonly string[] = []): Promise<OwnBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'evertill-profile-'))
  let running = await launch(profile, switches)
  const kill = async () => {
    await killGroup(running.child)
  }
  return {
    get context() {
      return running.context
    },
    profile,
    kill,
    close: async () => {
      const gone = untilExit(running.child)
      await running.closeBrowser()
      await gone
    },
    relaunch: async () => {
      running = await launch(profile, switches)
      return running.context
    },
    dispose: async () => {
      await kill()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Running {
  readonly child: ChildProcess
  readonly context: BrowserContext
  closeBrowser(): Promise<void>
}

async function launch(profile: string, switches: readonly string[]): Promise<Running> {
  const portFile = join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  // A group of its own, so that one signal reaches the renderers too.
  const child = spawn(
    chromiumPath(),
    [
      ...CHROMIUM_SWITCHES,
      ...switches,
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  )
  const endpoint = await untilListening(portFile, child)
  const browser = await chromium.connectOverCDP(endpoint)
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the browser has no default context')
  const closeBrowser = async () => {
    const session = await browser.newBrowserCDPSession()
    await session.send('Browser.close').catch(() => undefined)
  }
  return { child, context, closeBrowser }
}

async function untilListening(portFile: string, child: ChildProcess): Promise<string> {
  const until = Date.now() + START_LIMIT_MS
  while (Date.now() < until && child.exitCode === null) {
    const [port, path] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')
    if (port !== undefined && path !== undefined && path !== '') return `http://127.0.0.1:${port}`
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`Chromium did not start (exit code ${child.exitCode})`)
}

async function killGroup(child: ChildProcess): Promise<void> {
  const gone = untilExit(child)
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, 'SIGKILL')
  }
  await gone
}

function untilExit(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(resolve => child.once('exit', () => resolve()))
}

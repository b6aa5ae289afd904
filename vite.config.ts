import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { precompress } from './client/build/precompress.ts'
import { skipProxyChunks } from './client/build/skip-proxy-chunks.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** `0.1.0+1a2b3c4`: the package's version and, in a git checkout, the commit. The dashboard shows it for each till. */
function appVersion(): string {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }
  try {
    const head = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return `${version}+${head.trim()}`
  } catch {
    return version
  }
}

/** Where `npx vite` (development) finds the relay. The built app is served by the relay itself. */
const relay = process.env.EVERTILL_RELAY ?? 'http://127.0.0.1:8080'

/**
 * What a page or a worker needs first comes in one piece: in scores of small ones each is compressed by itself and asked
 * for by itself.
 */
const inOnePiece = (name: string) => ({ name, tags: ['$initial' as const] })

/**
 * The rest comes in a part for each place a person can be in, of a size worth a request: a part is fetched when that
 * place is opened, and all of them when the app is installed. What a place needs beside it, and what is large and
 * seldom needed, stays by itself.
 */
const PARTS = [
  { name: 'icons', test: /[\\/]lucide-solid[\\/]/ },
  { name: 'shared', test: /[\\/]@kobalte[\\/]|[\\/]client[\\/]src[\\/](ui|receipt|api|local)[\\/]/ },
  // What selling begins with, and what a till says later.
  { name: 'till-words-en', test: /[\\/]i18n[\\/]en[\\/](items|parked|terms|till|ui)\.ts$/ },
  { name: 'till-words-es', test: /[\\/]i18n[\\/]es[\\/](items|parked|terms|till|ui)\.ts$/ },
  {
    name: 'till-more-words-en',
    test: /[\\/]i18n[\\/]en[\\/](customers|devices|display|handout|hardware|returns|rights|shift|tenders)\.ts$/,
  },
  {
    name: 'till-more-words-es',
    test: /[\\/]i18n[\\/]es[\\/](customers|devices|display|handout|hardware|returns|rights|shift|tenders)\.ts$/,
  },
  { name: 'office-words-en', test: /[\\/]i18n[\\/]en[\\/]/ },
  { name: 'office-words-es', test: /[\\/]i18n[\\/]es[\\/]/ },
  { name: 'devices', test: /[\\/]client[\\/]src[\\/]hardware[\\/](devices|scale|scanner|pole)[\\/]/ },
  { name: 'till-parts', test: /[\\/]client[\\/]src[\\/](till|display|hardware[\\/]setup)[\\/]/ },
  {
    name: 'office',
    test: /[\\/]client[\\/]src[\\/](backoffice|dashboard|setup|recovery|shell)[\\/](?!time-chart)/,
  },
]

/** What no page of ours may be given: the content security policy of the relay allows no data: scripts or fonts. */
const NO_INLINE_BYTES = 0

/**
 * The page of receipts, built behind the app into the same place: customers open it on their phones, so it is of a few
 * pieces of its own and brings nothing of the till, and nothing of it is installed with the app.
 */
function receiptPage(): Plugin {
  return {
    name: 'evertill-receipt-page',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await build({
          configFile: false,
          root: `${root}client`,
          publicDir: false,
          logLevel: 'error',
          plugins: [solid(), skipProxyChunks()],
          build: {
            outDir: 'dist',
            emptyOutDir: false,
            target: 'es2022',
            assetsInlineLimit: NO_INLINE_BYTES,
            rolldownOptions: {
              input: `${root}client/receipt.html`,
              output: {
                entryFileNames: 'assets/receipt-page-[hash].js',
                chunkFileNames: 'assets/receipt-page-[name]-[hash].js',
                assetFileNames: 'assets/receipt-page-[name]-[hash][extname]',
              },
            },
          },
        })
      },
    },
  }
}

export default defineConfig({
  root: `${root}client`,
  publicDir: `${root}public`,
  define: { __APP_VERSION__: JSON.stringify(appVersion()) },
  plugins: [
    solid(),
    skipProxyChunks(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      // public/manifest.webmanifest is written by hand and copied as it is.
      manifest: false,
      injectManifest: {
        target: 'es2022',
        // With the WebAssembly that reads codes in pictures: a camera that scans is most wanted where nothing else works.
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,webmanifest,wasm}'],
        // Scripts that neither language of the app uses; the browser still fetches them when it needs them.
        globIgnores: ['**/inter-{cyrillic,greek,vietnamese}*', '**/receipt-page*', 'receipt.html'],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
      devOptions: { enabled: false },
    }),
    receiptPage(),
    precompress(`${root}client/dist`),
  ],
  worker: {
    format: 'es',
    rolldownOptions: { output: { codeSplitting: { groups: [inOnePiece('worker')] } } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: NO_INLINE_BYTES,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [inOnePiece('page'), ...PARTS] } } },
  },
  server: {
    proxy: {
      '/api': { target: relay, changeOrigin: false },
      '/health': relay,
      '/ready': relay,
      '/live': relay,
      '/sync': { target: relay, ws: true },
    },
  },
})

/** Renders public/favicon.svg to the PNG icons of the manifest. Run by hand after changing the mark. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { findChromium } from './find-chromium.mjs'

const publicFolder = new URL('../public/', import.meta.url)
const mark = await readFile(new URL('favicon.svg', publicFolder), 'utf8')
/** Maskable and Apple icons are cropped by the system: full-bleed ground, the mark inside the safe circle. */
const fullBleed = mark
  .replace('rx="116"', '')
  .replace(/<path/, '<g transform="translate(256 256) scale(.95) translate(-256 -245)"><path')
  .replace('</svg>', '</g></svg>')

const ICONS = [
  { file: 'icons/icon-192.png', size: 192, svg: mark },
  { file: 'icons/icon-512.png', size: 512, svg: mark },
  { file: 'icons/icon-maskable-512.png', size: 512, svg: fullBleed },
  { file: 'icons/apple-touch-180.png', size: 180, svg: fullBleed },
]

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('no Chromium found: set CHROMIUM to its path')
await mkdir(new URL('icons/', publicFolder), { recursive: true })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const { file, size, svg } of ICONS) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await writeFile(new URL(file, publicFolder), await page.screenshot({ omitBackground: true }))
  console.log(`${file} ${size} px`)
}
await browser.close()

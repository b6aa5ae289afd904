/** `npm run emulator`: a printer and a scale on the network, worked from a web page, to try a till without hardware. */
import { createServer } from 'node:http'
import type { PaperItem } from './paper.ts'
import { paperPage } from './paper-page.ts'
import { PrinterEngine } from './printer-engine.ts'
import { ScaleEngine } from './scale-engine.ts'
import { TcpDevice } from './tcp-device.ts'

const PRINTER_PORT = Number(process.env.EMULATOR_PRINTER_PORT || 9100)
const SCALE_PORT = Number(process.env.EMULATOR_SCALE_PORT || 4001)
const PAGE_PORT = Number(process.env.EMULATOR_PAGE_PORT || 9180)

const engine = new PrinterEngine({ lineMs: 40 })
const printer = await TcpDevice.listen(engine, PRINTER_PORT)
const scaleEngine = new ScaleEngine()
const scale = await TcpDevice.listen(scaleEngine, SCALE_PORT)

/** What the buttons of the page do. */
const DEEDS: Readonly<Record<string, () => void>> = {
  'open-cover': () => {
    engine.cover = 'open'
  },
  'end-paper': () => {
    engine.paperState = 'end'
  },
  'jam-cutter': () => {
    engine.behaviour.cutterJams = true
  },
  'go-silent': () => {
    engine.behaviour.answers = engine.behaviour.answers === 'silent' ? 'processId' : 'silent'
  },
  'close-drawer': () => {
    engine.drawer.state = 'closed'
  },
  repair: () => engine.repair(),
  'load-more': () => {
    scaleEngine.load += 125
  },
  unload: () => {
    scaleEngine.load = 0
  },
  'shake-scale': () => {
    scaleEngine.isMoving = !scaleEngine.isMoving
  },
}

const server = createServer((request, response) => {
  const local =
    request.headers.host === `127.0.0.1:${PAGE_PORT}` || request.headers.host === `localhost:${PAGE_PORT}`
  const deed = DEEDS[request.url?.slice(1) ?? '']
  if (!local) response.writeHead(421).end()
  else if (request.method === 'POST' && deed && request.headers.origin === `http://${request.headers.host}`) {
    deed()
    response.writeHead(204).end()
  } else if (request.url === '/paper') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(stateOfPaper()))
  } else if (request.url === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(paperPage)
  } else response.writeHead(404).end()
})
server.listen(PAGE_PORT, '127.0.0.1', () => {
  process.stdout.write(
    `printer on 127.0.0.1:${printer.port}, scale on 127.0.0.1:${scale.port}, both on http://127.0.0.1:${PAGE_PORT}\n`,
  )
})

function stateOfPaper() {
  const { cover, paperState, cutter, behaviour, drawer } = engine
  return {
    state: { cover, paper: paperState, cutter, drawer: drawer.state, silent: behaviour.answers === 'silent' },
    scale: { load: scaleEngine.load, moving: scaleEngine.isMoving },
    items: engine.paper.items.slice(-400).map(forPage),
  }
}

function forPage(item: PaperItem) {
  return item.kind === 'image' ? { ...item, dots: Buffer.from(item.dots).toString('base64') } : item
}

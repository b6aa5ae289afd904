/** The print bridge's own page: allows tills, shows the pairing code, sets up printers. */

const TEXTS = {
  en: {
    title: 'Evertill print bridge',
    askTitle: 'A till wants to print on this machine',
    askWords:
      'Allow it only if you opened this page from your own till. It can then print and open the drawers of the printers below.',
    allow: 'Allow',
    refuse: 'No',
    codeTitle: 'Pairing code',
    codeSent: 'The till has been given the code. You can close this window.',
    codeType: 'Type this code into the till within two minutes.',
    printers: 'Printers',
    noPrinters: 'None yet. Add the first one here.',
    addTitle: 'Add a printer',
    name: 'Name',
    connection: 'How it is connected',
    network: 'Network',
    serial: 'Serial port, or USB with a virtual port',
    deviceFile: 'USB (Linux device)',
    addressNetwork: 'Address, like 192.168.1.50 or 192.168.1.50:9100',
    addressSerial: 'Port, like COM3 or /dev/ttyUSB0',
    addressDevice: 'Device, like /dev/usb/lp0',
    baud: 'Speed (baud)',
    width: 'Paper and characters a line',
    language: 'Language',
    add: 'Add',
    remove: 'Remove',
    tills: 'Tills',
    noTills:
      'No till yet. In the till press the cashier’s name, then “Printer and drawer”, and choose the print bridge.',
    newCode: 'Show a code',
    forget: 'Forget',
    notPaired: 'allowed, not paired',
    paired: 'paired',
    online: 'ready',
    offline: 'not ready',
    unreachable: 'not reachable',
    unasked: 'not asked yet',
    noDriver: 'This machine has no serial driver installed: see the README.',
    problems: {
      'network-target':
        'That must be the address (not a name) of a printer in your own network, on a printer port.',
      'bad-request': 'Something in the form is not as it must be: check the address.',
    },
    failed: 'That did not work. Is the print bridge still running?',
  },
  es: {
    title: 'Puente de impresión Evertill',
    askTitle: 'Una caja quiere imprimir en este equipo',
    askWords:
      'Permítalo solo si abrió esta página desde su propia caja. Podrá imprimir y abrir los cajones de las impresoras de abajo.',
    allow: 'Permitir',
    refuse: 'No',
    codeTitle: 'Código de vinculación',
    codeSent: 'La caja ya tiene el código. Puede cerrar esta ventana.',
    codeType: 'Escriba este código en la caja antes de dos minutos.',
    printers: 'Impresoras',
    noPrinters: 'Todavía ninguna. Añada aquí la primera.',
    addTitle: 'Añadir una impresora',
    name: 'Nombre',
    connection: 'Cómo está conectada',
    network: 'Red',
    serial: 'Puerto serie, o USB con puerto virtual',
    deviceFile: 'USB (dispositivo de Linux)',
    addressNetwork: 'Dirección, como 192.168.1.50 o 192.168.1.50:9100',
    addressSerial: 'Puerto, como COM3 o /dev/ttyUSB0',
    addressDevice: 'Dispositivo, como /dev/usb/lp0',
    baud: 'Velocidad (baudios)',
    width: 'Papel y caracteres por línea',
    language: 'Lenguaje',
    add: 'Añadir',
    remove: 'Quitar',
    tills: 'Cajas',
    noTills:
      'Ninguna caja todavía. En la caja pulse el nombre de quien atiende, luego «Impresora y cajón», y elija el puente de impresión.',
    newCode: 'Mostrar un código',
    forget: 'Olvidar',
    notPaired: 'permitida, sin vincular',
    paired: 'vinculada',
    online: 'lista',
    offline: 'no está lista',
    unreachable: 'no responde',
    unasked: 'sin consultar',
    noDriver: 'Este equipo no tiene instalado el controlador serie: vea el README.',
    problems: {
      'network-target':
        'Debe ser la dirección (no un nombre) de una impresora de su propia red, en un puerto de impresora.',
      'bad-request': 'Algo en el formulario no es correcto: revise la dirección.',
    },
    failed: 'No funcionó. ¿Sigue en marcha el puente de impresión?',
  },
}
/** A window that opens under a finger that is about to tap twice must not take the second tap. */
const ALLOW_AFTER_MS = 800
const REFRESH_MS = 3000

const language = navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en'
const text = TEXTS[language]
const element = id => document.getElementById(id)
const asking = new URL(location.href).searchParams.get('origin')

document.documentElement.lang = language
document.title = text.title
for (const marked of document.querySelectorAll('[data-text]')) marked.textContent = text[marked.dataset.text]

async function ask(path, body) {
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const answer = await response.json()
  if (response.ok) return answer
  throw new Error(text.problems[answer.error.code] ?? text.failed)
}

/** Does what a button asks; what goes wrong is said. */
function doing(work) {
  return async event => {
    event?.preventDefault()
    element('notice').hidden = true
    try {
      await work()
      await refresh()
    } catch (error) {
      element('notice').textContent = error instanceof TypeError ? text.failed : error.message
      element('notice').hidden = false
    }
  }
}

function button(words, work) {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = words
  made.addEventListener('click', doing(work))
  return made
}

function row(title, note, buttons) {
  const item = document.createElement('li')
  const words = document.createElement('span')
  words.textContent = title
  const small = document.createElement('span')
  small.className = 'muted'
  small.textContent = ` ${note}`
  words.append(small)
  const actions = document.createElement('span')
  actions.className = 'actions'
  actions.append(...buttons)
  item.append(words, actions)
  return item
}

function emptyRow(words) {
  const item = document.createElement('li')
  item.className = 'muted'
  item.textContent = words
  return item
}

function placeOf({ connection }) {
  return connection.kind === 'network' ? `${connection.host}:${connection.port}` : connection.path
}

function stateOf(printer) {
  if (printer.reachable === false) return text.unreachable
  if (printer.status === undefined || printer.status.online === 'unknown') return text.unasked
  return printer.status.online ? text.online : text.offline
}

let shown = ''
async function refresh() {
  const state = await ask('/own/state')
  showCode(state.pairing)
  // Drawn again only when it changed: a button must not move away from under a finger.
  const { pairing: _, ...lists } = state
  if (JSON.stringify(lists) === shown) return
  shown = JSON.stringify(lists)
  element('version').textContent = state.version
  element('printers').replaceChildren(
    ...state.printers.map(printer =>
      row(printer.name, `${placeOf(printer)} · ${stateOf(printer)}`, [
        button(text.remove, () => ask('/own/printers/remove', { id: printer.id })),
      ]),
    ),
    ...(state.printers.length === 0 ? [emptyRow(text.noPrinters)] : []),
  )
  element('tills').replaceChildren(
    ...state.origins.map(({ origin, paired }) =>
      row(origin, paired.length > 0 ? `${text.paired} (${paired.length})` : text.notPaired, [
        button(text.newCode, () => ask('/own/allow', { origin })),
        button(text.forget, () => ask('/own/forget', { origin })),
      ]),
    ),
    ...(state.origins.length === 0 ? [emptyRow(text.noTills)] : []),
  )
}

let sent = false
function showCode(pairing) {
  element('code').hidden = pairing === null && !sent
  if (pairing === null) return
  element('code-digits').textContent = `${pairing.code.slice(0, 4)} ${pairing.code.slice(4)}`
  element('code-words').textContent = sent ? text.codeSent : text.codeType
}

function isOrigin(candidate) {
  return candidate !== null && URL.canParse(candidate) && new URL(candidate).origin === candidate
}

function offerPairing() {
  if (!isOrigin(asking)) return
  element('ask').hidden = false
  element('ask-origin').textContent = asking
  setTimeout(() => {
    element('allow').disabled = false
  }, ALLOW_AFTER_MS)
  const done = () => {
    element('ask').hidden = true
    history.replaceState(null, '', '/')
  }
  element('refuse').addEventListener('click', done)
  element('allow').addEventListener(
    'click',
    doing(async () => {
      const { code } = await ask('/own/allow', { origin: asking })
      done()
      // Only a window of this very origin is told.
      if (window.opener) {
        window.opener.postMessage({ kind: 'evertill-pairing-code', code }, asking)
        sent = true
      }
    }),
  )
}

function idOf(name) {
  const letters = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return letters.slice(0, 40) || `printer-${Date.now()}`
}

function connectionOf(kind, address) {
  if (kind === 'serial') return { kind, path: address, baudRate: Number(element('baud').value) }
  if (kind === 'device-file') return { kind, path: address }
  const [, host, port] = /^(\d+\.\d+\.\d+\.\d+):(\d+)$/.exec(address) ?? [null, address, undefined]
  return { kind, host, ...(port !== undefined && { port: Number(port) }) }
}

async function choosePlaces() {
  const kind = element('kind').value
  element('baud-field').hidden = kind !== 'serial'
  element('address-label').textContent =
    text[{ network: 'addressNetwork', serial: 'addressSerial', 'device-file': 'addressDevice' }[kind]]
  const devices = await ask('/own/devices')
  const known = { network: [], serial: devices.serial, 'device-file': devices.deviceFiles }[kind]
  element('devices').replaceChildren(
    ...known.map(path => {
      const option = document.createElement('option')
      option.value = path
      return option
    }),
  )
  if (kind === 'serial' && !devices.serialDriver) throw new Error(text.noDriver)
}

element('kind').addEventListener('change', doing(choosePlaces))
element('add').addEventListener(
  'submit',
  doing(async () => {
    const name = element('name').value.trim()
    await ask('/own/printers', {
      id: idOf(name),
      name,
      columns: Number(element('columns').value),
      language: element('language').value,
      connection: connectionOf(element('kind').value, element('address').value.trim()),
    })
    element('name').value = ''
    element('address').value = ''
  }),
)
offerPairing()
doing(choosePlaces)()
setInterval(() => refresh().catch(() => undefined), REFRESH_MS)

/** The print bridge's own page: allows tills, shows the pairing code, sets up printers and scales. */

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
    scales: 'Scales',
    noScales: 'None. A scale that is plugged into this machine is added here, and chosen in the till.',
    addScaleTitle: 'Add a scale',
    model: 'What it speaks',
    streaming: 'Sends by itself (A&D, CAS)',
    unit: 'Unit',
    adapter: 'Adapter on the network',
    addressAdapter: 'Address, like 192.168.1.60:4001',
    tills: 'Tills',
    noTills:
      'No till yet. In the till press the cashier’s name, then “Printers and devices”, and choose the print bridge.',
    newCode: 'Show a code',
    forget: 'Forget',
    notPaired: 'allowed, not paired',
    shopAddress: 'Address of the shop, as the till’s browser shows it',
    unnamed: 'Till',
    viaLoopback: 'on this machine, since {date}',
    viaLan: 'over the network, since {date}',
    revoke: 'Revoke',
    lan: 'Other machines of the shop',
    lanWords:
      'Tablets and other tills of the shop can print here too, over an encrypted connection, once each was told to trust this bridge and was paired. Nobody else can, and this page stays on this machine.',
    lanIsOff: 'Off: only this machine prints here.',
    lanIsOn: 'On. Tills reach it at {places}',
    lanAddress: 'Address of this machine',
    lanNoAddress: 'This machine has no address in a private network now. Connect it, then look again.',
    lanPort: 'Port',
    lanTurnOn: 'Turn on',
    lanTurnOff: 'Turn off',
    lanAnew: 'Make key and certificate anew',
    lanAnewAsk:
      'Make key and certificate anew? Every machine must trust the new certificate, and every till of the network must pair again. Do this when this machine or a copy of its files was in wrong hands, or the keys cannot be read.',
    lanStepTrust:
      'On each tablet or till, install the certificate: save it here and take it there, or open this page there:',
    lanStepPair:
      'Where a machine shows the certificate’s fingerprint, compare it with the one below. If it is another, do not install it.',
    lanStepCode:
      'In that till: “Printers and devices”, “Network (print bridge)”, “On another machine of the shop”, with the address above. Then show a code under “Tills” and type it there.',
    lanFingerprint: 'Fingerprint of the certificate (SHA-256)',
    lanValid: 'Good until',
    lanIdentity: 'Key of this bridge, as tills show it',
    lanSave: 'Save the certificate',
    lanProblems: {
      'address-gone':
        'On, but this machine does not have the address {address} now. It is tried again by itself; if the address has changed, turn it off and on with the new one.',
      'port-taken':
        'On, but something else uses this port: turn it off and on with another one, or stop the other program.',
      'keys-unreadable':
        'The file with the keys (lan-keys.json) cannot be read. Put it back from a copy, or make key and certificate anew. This machine prints on.',
      failed:
        'On, but the network cannot be served now. It is tried again by itself. This machine prints on.',
    },
    online: 'ready',
    offline: 'not ready',
    unreachable: 'not reachable',
    unasked: 'not asked yet',
    noDriver: 'This machine has no serial driver installed: see the README.',
    problems: {
      'network-target':
        'That must be the address (not a name) of a device in your own network, on one of its usual ports.',
      'bad-request': 'Something in the form is not as it must be: check the address.',
      'not-own-address': 'This machine does not have that address any more. Choose another.',
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
    scales: 'Balanzas',
    noScales: 'Ninguna. Una balanza conectada a este equipo se añade aquí y se elige en la caja.',
    addScaleTitle: 'Añadir una balanza',
    model: 'Qué protocolo habla',
    streaming: 'Envía por sí sola (A&D, CAS)',
    unit: 'Unidad',
    adapter: 'Adaptador en la red',
    addressAdapter: 'Dirección, como 192.168.1.60:4001',
    tills: 'Cajas',
    noTills:
      'Ninguna caja todavía. En la caja pulse el nombre de quien atiende, luego «Impresoras y dispositivos», y elija el puente de impresión.',
    newCode: 'Mostrar un código',
    forget: 'Olvidar',
    notPaired: 'permitida, sin vincular',
    shopAddress: 'Dirección de la tienda, como la muestra el navegador de la caja',
    unnamed: 'Caja',
    viaLoopback: 'en este equipo, desde el {date}',
    viaLan: 'por la red, desde el {date}',
    revoke: 'Revocar',
    lan: 'Otros equipos de la tienda',
    lanWords:
      'Las tabletas y otras cajas de la tienda también pueden imprimir aquí, por una conexión cifrada, cuando a cada una se le haya dicho que confíe en este puente y se haya vinculado. Nadie más puede, y esta página se queda en este equipo.',
    lanIsOff: 'Desactivado: solo imprime este equipo.',
    lanIsOn: 'Activado. Las cajas lo encuentran en {places}',
    lanAddress: 'Dirección de este equipo',
    lanNoAddress:
      'Este equipo no tiene ahora ninguna dirección en una red privada. Conéctelo y vuelva a mirar.',
    lanPort: 'Puerto',
    lanTurnOn: 'Activar',
    lanTurnOff: 'Desactivar',
    lanAnew: 'Crear clave y certificado nuevos',
    lanAnewAsk:
      '¿Crear clave y certificado nuevos? Cada equipo deberá confiar en el certificado nuevo y cada caja de la red deberá vincularse otra vez. Hágalo si este equipo o una copia de sus archivos estuvo en malas manos, o si las claves no se pueden leer.',
    lanStepTrust:
      'En cada tableta o caja, instale el certificado: guárdelo aquí y llévelo allí, o abra allí esta página:',
    lanStepPair:
      'Donde un equipo muestre la huella del certificado, compárela con la de abajo. Si es otra, no lo instale.',
    lanStepCode:
      'En esa caja: «Impresoras y dispositivos», «Red (puente de impresión)», «En otro equipo de la tienda», con la dirección de arriba. Luego muestre un código en «Cajas» y escríbalo allí.',
    lanFingerprint: 'Huella del certificado (SHA-256)',
    lanValid: 'Válido hasta',
    lanIdentity: 'Clave de este puente, como la muestran las cajas',
    lanSave: 'Guardar el certificado',
    lanProblems: {
      'address-gone':
        'Activado, pero este equipo no tiene ahora la dirección {address}. Se vuelve a intentar solo; si la dirección ha cambiado, desactívelo y actívelo con la nueva.',
      'port-taken':
        'Activado, pero otro programa usa este puerto: desactívelo y actívelo con otro, o cierre el otro programa.',
      'keys-unreadable':
        'El archivo de las claves (lan-keys.json) no se puede leer. Recupérelo de una copia, o cree clave y certificado nuevos. Este equipo sigue imprimiendo.',
      failed:
        'Activado, pero ahora no se puede atender la red. Se vuelve a intentar solo. Este equipo sigue imprimiendo.',
    },
    online: 'lista',
    offline: 'no está lista',
    unreachable: 'no responde',
    unasked: 'sin consultar',
    noDriver: 'Este equipo no tiene instalado el controlador serie: vea el README.',
    problems: {
      'network-target':
        'Debe ser la dirección (no un nombre) de un dispositivo de su propia red, en uno de sus puertos habituales.',
      'bad-request': 'Algo en el formulario no es correcto: revise la dirección.',
      'not-own-address': 'Este equipo ya no tiene esa dirección. Elija otra.',
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
  showLan(state.lan)
  element('version').textContent = state.version
  element('printers').replaceChildren(
    ...state.printers.map(printer =>
      row(printer.name, `${placeOf(printer)} · ${stateOf(printer)}`, [
        button(text.remove, () => ask('/own/printers/remove', { id: printer.id })),
      ]),
    ),
    ...(state.printers.length === 0 ? [emptyRow(text.noPrinters)] : []),
  )
  element('scales').replaceChildren(
    ...state.scales.map(scale =>
      row(scale.name, placeOf(scale), [
        button(text.remove, () => ask('/own/scales/remove', { id: scale.id })),
      ]),
    ),
    ...(state.scales.length === 0 ? [emptyRow(text.noScales)] : []),
  )
  element('tills').replaceChildren(
    ...state.origins.map(originRow),
    ...(state.origins.length === 0 ? [emptyRow(text.noTills)] : []),
  )
}

function originRow({ origin, tills }) {
  const item = row(origin, tills.length > 0 ? '' : text.notPaired, [
    button(text.newCode, () => ask('/own/allow', { origin })),
    button(text.forget, () => ask('/own/forget', { origin })),
  ])
  const list = document.createElement('ul')
  list.append(
    ...tills.map(till => {
      const since = text[till.via === 'lan' ? 'viaLan' : 'viaLoopback'].replace(
        '{date}',
        dateOf(till.pairedAt),
      )
      const revoke = button(text.revoke, () => ask('/own/tills/revoke', { id: till.id }))
      return row(till.name || text.unnamed, since, [revoke])
    }),
  )
  if (tills.length > 0) item.append(list)
  return item
}

function dateOf(time) {
  return new Date(time).toLocaleDateString(navigator.language)
}

/** The shop's network: off with a way to turn it on, or on with what tills need to find and trust it. */
function showLan(lan) {
  const isOff = !lan.on && lan.state !== 'problem'
  const words = {
    off: text.lanIsOff,
    listening: text.lanIsOn.replace('{places}', (lan.places ?? []).join(' · ')),
    problem: (text.lanProblems[lan.problem] ?? '').replace('{address}', lan.address),
  }[lan.state]
  const canTurnOn = lan.choices.length > 0
  element('lan-state').textContent = isOff && !canTurnOn ? `${words} ${text.lanNoAddress}` : words
  element('lan-state').className = { listening: 'tone-good', problem: 'tone-bad' }[lan.state] ?? ''
  element('lan-on').hidden = lan.on || !canTurnOn
  element('lan-off').hidden = !lan.on
  element('lan-anew').hidden = !lan.on || (lan.keys === null && lan.problem !== 'keys-unreadable')
  element('lan-keys').hidden = lan.state !== 'listening'
  offerAddresses(lan)
  if (lan.state === 'listening' && lan.keys !== null) showKeys(lan)
}

/** What is chosen already stays chosen. */
function offerAddresses({ choices, address, port }) {
  const chosen = element('lan-address').value || address
  element('lan-address').replaceChildren(
    ...choices.map(choice => {
      const option = document.createElement('option')
      option.textContent = choice
      option.selected = choice === chosen
      return option
    }),
  )
  element('lan-port').value ||= port
}

function showKeys({ places, keys }) {
  const trust = `${places[0]}/trust`
  element('lan-trust').textContent = trust
  element('lan-trust').href = trust
  element('lan-fingerprint').textContent = keys.fingerprint
  element('lan-valid').textContent = dateOf(keys.validUntil)
  element('lan-identity').textContent = keys.identity
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

/** @param kind what it is called when its name has no letter that an address may have. */
function idOf(name, kind) {
  const letters = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return letters.slice(0, 40) || `${kind}-${Date.now()}`
}

/** @param settings of a serial port. */
function connectionOf(kind, address, settings) {
  if (kind === 'serial') return { kind, path: address, ...settings }
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
  offerPlaces('devices', { network: [], serial: devices.serial, 'device-file': devices.deviceFiles }[kind])
  if (kind === 'serial' && !devices.serialDriver) throw new Error(text.noDriver)
}

async function chooseScalePlaces() {
  const isSerial = element('scale-kind').value === 'serial'
  element('scale-address-label').textContent = isSerial ? text.addressSerial : text.addressAdapter
  const devices = await ask('/own/devices')
  offerPlaces('scale-devices', isSerial ? devices.serial : [])
  if (isSerial && !devices.serialDriver) throw new Error(text.noDriver)
}

function offerPlaces(list, known) {
  element(list).replaceChildren(
    ...known.map(path => {
      const option = document.createElement('option')
      option.value = path
      return option
    }),
  )
}

element('kind').addEventListener('change', doing(choosePlaces))
element('add').addEventListener(
  'submit',
  doing(async () => {
    const name = element('name').value.trim()
    await ask('/own/printers', {
      id: idOf(name, 'printer'),
      name,
      columns: Number(element('columns').value),
      language: element('language').value,
      connection: connectionOf(element('kind').value, element('address').value.trim(), {
        baudRate: Number(element('baud').value),
      }),
    })
    element('name').value = ''
    element('address').value = ''
  }),
)
element('scale-kind').addEventListener('change', doing(chooseScalePlaces))
element('add-scale').addEventListener(
  'submit',
  doing(async () => {
    const name = element('scale-name').value.trim()
    const { scaleModels } = await ask('/own/devices')
    const { protocol, port } = scaleModels[element('scale-model').value]
    await ask('/own/scales', {
      id: idOf(name, 'scale'),
      name,
      protocol: { ...protocol, unit: element('scale-unit').value },
      connection: connectionOf(element('scale-kind').value, element('scale-address').value.trim(), port),
    })
    element('scale-name').value = ''
    element('scale-address').value = ''
  }),
)
element('add-origin').addEventListener(
  'submit',
  doing(async () => {
    const typed = element('origin').value.trim()
    const address = /^https?:\/\//.test(typed) ? typed : `https://${typed}`
    // Whatever page of the till the address is of.
    await ask('/own/allow', { origin: URL.canParse(address) ? new URL(address).origin : typed })
    element('origin').value = ''
    element('code').scrollIntoView({ block: 'center' })
  }),
)
element('lan-on').addEventListener(
  'submit',
  doing(() =>
    ask('/own/lan/on', { address: element('lan-address').value, port: Number(element('lan-port').value) }),
  ),
)
element('lan-off').addEventListener(
  'click',
  doing(() => ask('/own/lan/off', {})),
)
element('lan-anew').addEventListener(
  'click',
  doing(async () => {
    if (confirm(text.lanAnewAsk)) await ask('/own/lan/anew', {})
  }),
)
// Offered when somebody comes to it: without a serial driver that is said of printers first.
element('scale-address').addEventListener('focus', doing(chooseScalePlaces), { once: true })
offerPairing()
doing(choosePlaces)()
setInterval(() => refresh().catch(() => undefined), REFRESH_MS)

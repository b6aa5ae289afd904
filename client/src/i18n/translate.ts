import i18next, { type FormatterModule } from 'i18next'
import { createSignal } from 'solid-js'
import { loadPart } from '../local/load-part.ts'
import { type Language, languageOf, localeFor, rememberedLanguage, rememberLanguage } from './languages.ts'
import type { Area, TextArguments, TextKey, Texts, Translation } from './text-types.ts'

type Loaders = { readonly [Name in Area]: () => Promise<Translation<Texts[Name]>> }

/** All texts there are. Only the language in use is loaded, and of it only the areas whose screens are. */
export const LOADERS: Readonly<Record<Language, Loaders>> = {
  en: {
    account: async () => (await import('./en/account.ts')).account,
    ui: async () => (await import('./en/ui.ts')).ui,
    till: async () => (await import('./en/till.ts')).till,
    hardware: async () => (await import('./en/hardware.ts')).hardware,
    devices: async () => (await import('./en/devices.ts')).devices,
    items: async () => (await import('./en/items.ts')).items,
    labels: async () => (await import('./en/labels.ts')).labels,
    rights: async () => (await import('./en/rights.ts')).rights,
    returns: async () => (await import('./en/returns.ts')).returns,
    tenders: async () => (await import('./en/tenders.ts')).tenders,
    parked: async () => (await import('./en/parked.ts')).parked,
    terms: async () => (await import('./en/terms.ts')).terms,
    setup: async () => (await import('./en/setup.ts')).setup,
    shift: async () => (await import('./en/shift.ts')).shift,
    recovery: async () => (await import('./en/recovery.ts')).recovery,
    office: async () => (await import('./en/office.ts')).office,
    promotions: async () => (await import('./en/promotions.ts')).promotions,
    dashboard: async () => (await import('./en/dashboard.ts')).dashboard,
    customers: async () => (await import('./en/customers.ts')).customers,
    credit: async () => (await import('./en/credit.ts')).credit,
    display: async () => (await import('./en/display.ts')).display,
    guest: async () => (await import('./en/guest.ts')).guest,
    handout: async () => (await import('./en/handout.ts')).handout,
  },
  es: {
    account: async () => (await import('./es/account.ts')).account,
    ui: async () => (await import('./es/ui.ts')).ui,
    till: async () => (await import('./es/till.ts')).till,
    hardware: async () => (await import('./es/hardware.ts')).hardware,
    devices: async () => (await import('./es/devices.ts')).devices,
    items: async () => (await import('./es/items.ts')).items,
    labels: async () => (await import('./es/labels.ts')).labels,
    rights: async () => (await import('./es/rights.ts')).rights,
    returns: async () => (await import('./es/returns.ts')).returns,
    tenders: async () => (await import('./es/tenders.ts')).tenders,
    parked: async () => (await import('./es/parked.ts')).parked,
    terms: async () => (await import('./es/terms.ts')).terms,
    setup: async () => (await import('./es/setup.ts')).setup,
    shift: async () => (await import('./es/shift.ts')).shift,
    recovery: async () => (await import('./es/recovery.ts')).recovery,
    office: async () => (await import('./es/office.ts')).office,
    promotions: async () => (await import('./es/promotions.ts')).promotions,
    dashboard: async () => (await import('./es/dashboard.ts')).dashboard,
    customers: async () => (await import('./es/customers.ts')).customers,
    credit: async () => (await import('./es/credit.ts')).credit,
    display: async () => (await import('./es/display.ts')).display,
    guest: async () => (await import('./es/guest.ts')).guest,
    handout: async () => (await import('./es/handout.ts')).handout,
  },
}

const NAMESPACE = 'evertill'

/** Numbers in texts are written as everywhere else: `3,515 products`. */
const numbers: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: value => (typeof value === 'number' ? numberFormat(locale()).format(value) : String(value)),
}

let made: Intl.NumberFormat | undefined
let madeFor = ''

/** The last one is kept: making them is slow, and the language changes seldom. */
function numberFormat(inLocale: string): Intl.NumberFormat {
  if (made === undefined || madeFor !== inLocale) {
    made = new Intl.NumberFormat(inLocale)
    madeFor = inLocale
  }
  return made
}

const instance = i18next.createInstance({
  fallbackLng: false,
  ns: NAMESPACE,
  defaultNS: NAMESPACE,
  resources: {},
  // Solid writes texts as text nodes: nothing to escape.
  interpolation: { escapeValue: false, alwaysFormat: true },
  returnNull: false,
  // Resources are given by hand below, so start-up has nothing to wait for.
  initAsync: false,
})
instance.use(numbers)

/** Texts without values, by language and key: looked up by i18next they are a tenth of what drawing a receipt takes. */
const plain = new Map<string, string>()
const wanted: Set<Area> = new Set()
const loaded: Set<string> = new Set()
const [language, setLanguageSignal] = createSignal<Language>('en')
const [screenLocale, setScreenLocale] = createSignal('en')
/** Counts resource changes, so that every text on screen is looked up again. */
const [revision, setRevision] = createSignal(0)

/** The language on screen. */
export { language }

/** What is being made in another language than that on screen, while it is made. */
let speaking: { readonly language: Language; readonly locale: string } | null = null

/** The locale for `Intl`: the language with the region of this browser. */
export function locale(): string {
  return speaking?.locale ?? screenLocale()
}

/** A window that shows a language of its own does not follow the others. */
let isOwn = false

/** Starts in the language remembered on this device, with the texts of these areas. Await it before rendering. */
export async function startLanguage(...areas: Area[]): Promise<void> {
  const first = rememberedLanguage(localStorage, navigator.languages)
  await instance.init({ lng: first })
  await show(first, areas)
}

/** Changes along when another window of this device does. */
export function followLanguage(): void {
  window.addEventListener('storage', event => {
    const next = languageOf(event)
    if (next !== undefined && !isOwn) void show(next, [])
  })
}

/** Loads the texts of further areas in the language on screen. Screens are loaded together with theirs. */
export async function loadTexts(...areas: Area[]): Promise<void> {
  await show(language(), areas)
}

/** Changes the language of this device, at once and for ever. */
export async function setLanguage(next: Language): Promise<void> {
  await show(next, [])
  rememberLanguage(localStorage, next)
}

/** Another language in this window alone, until it is closed: nothing is remembered. */
export async function showLanguage(next: Language): Promise<void> {
  isOwn = true
  await show(next, [])
}

/** Loads texts in a language that is not on screen, for `inLanguage`. */
export async function loadTextsIn(other: Language, ...areas: Area[]): Promise<void> {
  const missing = areas.filter(area => !loaded.has(`${other}/${area}`))
  const texts = await Promise.all(
    missing.map(area => loadPart<Translation<Texts[Area]>>(LOADERS[other][area])),
  )
  if (missing.length > 0) plain.clear()
  missing.forEach((area, index) => {
    instance.addResourceBundle(other, NAMESPACE, { [area]: texts[index] }, true, true)
    loaded.add(`${other}/${area}`)
  })
}

/**
 * What is made in one go in another language than that on screen, as a receipt for a customer: every text and number
 * in it. Its texts are loaded before.
 */
export function inLanguage<Made>(other: Language, make: () => Made): Made {
  const before = speaking
  speaking = { language: other, locale: localeFor(other, navigator.languages) }
  try {
    return make()
  } finally {
    speaking = before
  }
}

async function show(next: Language, more: readonly Area[]): Promise<void> {
  for (const area of more) wanted.add(area)
  await loadTextsIn(next, ...wanted)
  if (instance.language !== next) await instance.changeLanguage(next)
  document.documentElement.lang = next
  setLanguageSignal(next)
  setScreenLocale(localeFor(next, navigator.languages))
  setRevision(count => count + 1)
}

/**
 * The text of a key in the language on screen; reactive where Solid tracks.
 * An unknown key, a missing or a superfluous value does not compile.
 */
export function t<Key extends TextKey>(key: Key, ...values: TextArguments<Key>): string {
  revision()
  const look = () => instance.t(key, { ...values[0], ...(speaking && { lng: speaking.language }) })
  if (values[0] !== undefined) return look()
  const name = `${speaking?.language ?? instance.language}/${key}`
  const known = plain.get(name) ?? look()
  plain.set(name, known)
  return known
}

import { readLanAddress } from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import type { LabelPrinter } from '../local/printing.ts'
import type { LabelSize } from './label-mark.ts'
import { LABEL_ROLLS, LABEL_SHEETS, type LabelSheet } from './label-sheet.ts'
import { LABEL_LAYOUTS } from './lay-out-label.ts'

/** Dots of a millimetre by the resolution that printers are sold by. */
export const DOTS_PER_MM = { 203: 8, 300: 11.811, 600: 600 / 25.4 } as const
/** Of office printers: bars are laid on their dots. */
export const SHEET_DOTS_PER_MM = DOTS_PER_MM[600]
/** What label printers take, millimetres. */
export const ROLL_BOUNDS = { least: 12, most: 200 }

const side = v.pipe(v.number(), v.minValue(ROLL_BOUNDS.least), v.maxValue(ROLL_BOUNDS.most))
const choice = v.object({
  layout: v.picklist(LABEL_LAYOUTS),
  medium: v.picklist(['sheet', 'roll']),
  sheet: v.string(),
  roll: v.object({ width: side, height: side }),
  dpi: v.picklist([203, 300]),
})

/** How labels are made on this device. */
export type LabelChoice = v.InferOutput<typeof choice>

const CHOICE_KEY = 'evertill.office.labels'
const PRINTER_KEY = 'evertill.office.labelPrinter'

const lanBridge = v.object({
  address: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const address = readLanAddress(dataset.value)
      if (address !== null) return address
      addIssue({ message: 'is the address of no bridge' })
      return NEVER
    }),
  ),
  key: v.string(),
})
const printer = v.variant('kind', [
  v.object({
    kind: v.literal('bridge'),
    port: v.number(),
    token: v.string(),
    lan: v.exactOptional(lanBridge),
    printerId: v.string(),
    name: v.string(),
  }),
  v.object({
    kind: v.literal('usb'),
    vendorId: v.number(),
    productId: v.number(),
    serialNumber: v.nullable(v.string()),
    name: v.string(),
  }),
])

/** As it was left, or what is usual where paper has the other size. */
export function rememberedChoice(usesLetter: boolean): LabelChoice {
  return (
    read(CHOICE_KEY, choice) ?? {
      layout: 'product',
      medium: 'sheet',
      sheet: usesLetter ? 'letter-5160' : 'a4-L7160',
      roll: firstRoll(),
      dpi: 203,
    }
  )
}

export function rememberChoice(next: LabelChoice): void {
  localStorage.setItem(CHOICE_KEY, JSON.stringify(next))
}

/** The label printer of this device, or null before one was set up. */
export function rememberedPrinter(): LabelPrinter | null {
  return read(PRINTER_KEY, printer) ?? null
}

export function rememberPrinter(next: LabelPrinter | null): void {
  if (next === null) localStorage.removeItem(PRINTER_KEY)
  else localStorage.setItem(PRINTER_KEY, JSON.stringify(next))
}

export function sheetOf({ sheet }: LabelChoice): LabelSheet {
  const found = LABEL_SHEETS.find(({ id }) => id === sheet) ?? LABEL_SHEETS[0]
  if (found === undefined) throw new Error('there is at least one sheet of labels')
  return found
}

function firstRoll(): LabelSize {
  const [first] = LABEL_ROLLS
  if (first === undefined) throw new Error('there is at least one roll of labels')
  return first
}

function read<Schema extends v.GenericSchema>(
  key: string,
  schema: Schema,
): v.InferOutput<Schema> | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(localStorage.getItem(key) ?? 'null'))
    return result.success ? result.output : undefined
  } catch {
    // Whatever stood there is nothing that was written here.
    return undefined
  }
}

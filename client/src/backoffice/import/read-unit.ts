import type { Unit } from '@evertill/crdt-model'

/** How lists in English and Spanish write units, in lower case and without points. */
const NAMES: { readonly [Name in Unit]: readonly string[] } = {
  piece: ['piece', 'pieces', 'pc', 'pcs', 'each', 'ea', 'item', 'unit', 'u', 'ud', 'uds', 'unidad', 'pieza'],
  kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogram', 'kilograms', 'kilogramo', 'kilogramos'],
  g: ['g', 'gr', 'gram', 'grams', 'gramo', 'gramos'],
  lb: ['lb', 'lbs', 'pound', 'pounds', 'libra', 'libras'],
  oz: ['oz', 'ounce', 'ounces', 'onza', 'onzas'],
  l: ['l', 'lt', 'litre', 'litres', 'liter', 'liters', 'litro', 'litros'],
  m: ['m', 'metre', 'metres', 'meter', 'meters', 'metro', 'metros'],
  ft: ['ft', 'foot', 'feet', 'pie', 'pies'],
  h: ['h', 'hr', 'hrs', 'hour', 'hours', 'hora', 'horas'],
}

/** The unit that a cell names, or undefined. */
export function readUnit(text: string): Unit | undefined {
  const plain = text.toLowerCase().replaceAll('.', '').trim()
  const found = Object.entries(NAMES).find(([, names]) => names.includes(plain))
  return found?.[0] as Unit | undefined
}

import type { account } from './en/account.ts'
import type { credit } from './en/credit.ts'
import type { customers } from './en/customers.ts'
import type { dashboard } from './en/dashboard.ts'
import type { devices } from './en/devices.ts'
import type { display } from './en/display.ts'
import type { guest } from './en/guest.ts'
import type { handout } from './en/handout.ts'
import type { hardware } from './en/hardware.ts'
import type { items } from './en/items.ts'
import type { labels } from './en/labels.ts'
import type { office } from './en/office.ts'
import type { parked } from './en/parked.ts'
import type { promotions } from './en/promotions.ts'
import type { recovery } from './en/recovery.ts'
import type { returns } from './en/returns.ts'
import type { rights } from './en/rights.ts'
import type { setup } from './en/setup.ts'
import type { shift } from './en/shift.ts'
import type { tenders } from './en/tenders.ts'
import type { terms } from './en/terms.ts'
import type { till } from './en/till.ts'
import type { ui } from './en/ui.ts'

/** All English texts, by area. Areas other than `ui` are loaded when a screen of theirs is. */
export interface Texts {
  account: typeof account
  ui: typeof ui
  till: typeof till
  hardware: typeof hardware
  devices: typeof devices
  items: typeof items
  labels: typeof labels
  customers: typeof customers
  credit: typeof credit
  rights: typeof rights
  returns: typeof returns
  parked: typeof parked
  tenders: typeof tenders
  terms: typeof terms
  display: typeof display
  guest: typeof guest
  handout: typeof handout
  setup: typeof setup
  shift: typeof shift
  recovery: typeof recovery
  office: typeof office
  promotions: typeof promotions
  dashboard: typeof dashboard
}

export type Area = keyof Texts

/** A translation: the same keys as the English object, any words. */
export type Translation<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Translation<Source[Key]>
}

type PluralSuffix = '_one' | '_other' | '_many' | '_zero'
type WithoutPlural<Key extends string> = Key extends `${infer Stem}${PluralSuffix}` ? Stem : Key

type KeysOf<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${WithoutPlural<Key>}`
    : KeysOf<Tree[Key], `${Prefix}${Key}.`>
}[keyof Tree & string]

/** Every text key: `till.cart.empty`. A plural is named without its suffix. */
export type TextKey = KeysOf<Texts>

type At<Tree, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? At<Tree[Head], Rest>
    : never
  : Path extends keyof Tree
    ? Tree[Path]
    : `${Path}_other` extends keyof Tree
      ? Tree[`${Path}_other`]
      : never

type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** The names that the text of a key interpolates. */
export type NamesOf<Key extends TextKey> = NamesIn<At<Texts, Key>>

type ValueOf<Name> = Name extends 'count' ? number : string | number

/** Nothing for a plain text, else an object with exactly the names the text interpolates. */
export type TextArguments<Key extends TextKey> = [NamesOf<Key>] extends [never]
  ? []
  : [values: { readonly [Name in NamesOf<Key>]: ValueOf<Name> }]

import { type FieldProblem, type SetupRequest, setupRequest } from '@evertill/crdt-model'
import * as v from 'valibot'
import { readPercent } from './read-percent.ts'
import type { RegionDefaults } from './region-defaults.ts'

/** What the owner has typed so far while opening a shop. */
export interface SetupDraft {
  readonly ownerName: string
  readonly email: string
  readonly password: string
  readonly storeName: string
  readonly currency: string
  readonly timeZone: string
  readonly taxName: string
  readonly taxPercent: string
  readonly taxIncluded: boolean
  readonly tillName: string
  readonly cashierName: string
  readonly pin: string
}

export type DraftField = keyof SetupDraft
export type SetupStep = 'owner' | 'shop' | 'till'
export const SETUP_STEPS: readonly SetupStep[] = ['owner', 'shop', 'till']

/** Why a field of the form cannot be taken. */
export type DraftProblem = FieldProblem | 'not-a-rate'
export type DraftProblems = { readonly [Field in DraftField]?: DraftProblem }

/** Each field's place in the request: by it the relay names the field that it did not take. */
const PATHS: { readonly [Field in DraftField]: string } = {
  ownerName: 'owner.name',
  email: 'owner.email',
  password: 'owner.password',
  storeName: 'store.name',
  currency: 'store.currency',
  timeZone: 'store.timeZone',
  taxName: 'store.tax.name',
  taxPercent: 'store.tax.rateMillionths',
  taxIncluded: 'store.tax.included',
  tillName: 'till.name',
  cashierName: 'cashier.name',
  pin: 'cashier.pin',
}

const STEP_OF: { readonly [Root in string]?: SetupStep } = {
  owner: 'owner',
  store: 'shop',
  till: 'till',
  cashier: 'till',
}

/** The step on which a field is asked for. */
export function stepOf(field: DraftField): SetupStep {
  return STEP_OF[PATHS[field].split('.')[0] ?? ''] ?? 'owner'
}

export function emptyDraft(region: RegionDefaults, timeZone: string, tillName: string): SetupDraft {
  return {
    ownerName: '',
    email: '',
    password: '',
    storeName: '',
    currency: region.currency,
    timeZone,
    taxName: region.taxName,
    taxPercent: region.taxPercent,
    taxIncluded: region.taxIncluded,
    tillName,
    cashierName: '',
    pin: '',
  }
}

export type DraftReading =
  | { readonly ok: true; readonly request: SetupRequest }
  | { readonly ok: false; readonly problems: DraftProblems }

/** The request that the form stands for, or what is wrong with which field. Nothing is sent before it is right. */
export function readDraft(draft: SetupDraft): DraftReading {
  // Out of the schema's bounds, so that an unreadable rate is found like any other problem.
  const rateMillionths = readPercent(draft.taxPercent) ?? -1
  const request: SetupRequest = {
    kind: 'own',
    owner: { name: draft.ownerName, email: draft.email, password: draft.password },
    store: {
      name: draft.storeName,
      currency: draft.currency,
      timeZone: draft.timeZone,
      tax: { name: draft.taxName, rateMillionths, included: draft.taxIncluded },
    },
    till: { name: draft.tillName },
    cashier: { name: draft.cashierName, pin: draft.pin },
  }
  const parsed = v.safeParse(setupRequest, request)
  if (parsed.success) return { ok: true, request }
  const problems: { -readonly [Field in DraftField]?: DraftProblem } = {}
  for (const issue of parsed.issues) {
    const field = fieldAt(v.getDotPath(issue) ?? '')
    if (field !== undefined) problems[field] ??= problemOf(field, draft, issue.type)
  }
  return { ok: false, problems }
}

/** The relay's word about fields, as problems of the form. */
export function problemsFromRelay(fields: { readonly [path: string]: FieldProblem }): DraftProblems {
  const entries = Object.entries(fields).flatMap(([path, problem]) => {
    const field = fieldAt(path)
    return field === undefined ? [] : [[field, problem] as const]
  })
  return Object.fromEntries(entries)
}

function fieldAt(path: string): DraftField | undefined {
  const found = Object.entries(PATHS).find(([, each]) => each === path)
  return found?.[0] as DraftField | undefined
}

function problemOf(field: DraftField, draft: SetupDraft, issue: string): DraftProblem {
  const value = draft[field]
  if (typeof value === 'string' && value.trim() === '') return 'required'
  if (field === 'taxPercent') return 'not-a-rate'
  if (field === 'pin') return 'not-a-pin'
  if (field === 'email' && issue === 'email') return 'not-an-email'
  if (issue === 'min_length') return 'too-short'
  if (issue === 'max_length') return 'too-long'
  return 'not-supported'
}

import {
  type CardSlip,
  LONGEST_SCHEME,
  SLIP_FIELDS,
  type SlipField,
  slipOf,
  slipValueOf,
  slipValueProblem,
} from '@evertill/crdt-model'
import { createSignal } from 'solid-js'
import { t } from '../../i18n/translate.ts'

/** What is taken down of a card's slip while it is being typed. */
export interface SlipEntry {
  readonly typed: (field: SlipField) => string
  readonly type: (field: SlipField, text: string) => void
  /** The field was left: from now on it says what is wrong with it. */
  readonly leave: (field: SlipField) => void
  /** Why the value of a field cannot be taken, in words; undefined while it is being typed. */
  readonly problem: (field: SlipField) => string | undefined
  /** The first field whose value cannot be taken. */
  readonly wrong: () => SlipField | undefined
  /** All of it as a tender has it; undefined where nothing was typed. */
  readonly slip: () => CardSlip | undefined
}

const NOTHING: Readonly<Record<SlipField, string>> = { scheme: '', lastFour: '', aid: '', approval: '' }

/** @param isActive whether the field is the one that is typed into */
export function createSlipEntry(isActive: (field: SlipField) => boolean): SlipEntry {
  const [texts, setTexts] = createSignal(NOTHING)
  const [left, setLeft] = createSignal<ReadonlySet<SlipField>>(new Set())
  const problemOf = (field: SlipField) => {
    const value = slipValueOf(field, texts()[field])
    return value === '' ? null : slipValueProblem(field, value)
  }
  return {
    typed: field => texts()[field],
    type(field, text) {
      setTexts(before => ({ ...before, [field]: text }))
      setLeft(before => new Set([...before].filter(each => each !== field)))
    },
    leave: field => setLeft(before => new Set([...before, field])),
    problem(field) {
      const problem = problemOf(field)
      const isTold = problem === 'card-number' || left().has(field) || !isActive(field)
      if (problem === null || !isTold) return undefined
      return t(`tenders.slip.problem.${problem}`, { most: LONGEST_SCHEME })
    },
    wrong: () => SLIP_FIELDS.find(field => problemOf(field) !== null),
    slip: () => slipOf(texts()),
  }
}

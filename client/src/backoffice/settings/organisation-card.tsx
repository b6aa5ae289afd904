import {
  BADGE_SIGN_INS,
  type FieldValue,
  type Organisation,
  organisationFields,
  type RoundingRule,
  validateOrganisationField,
} from '@evertill/crdt-model'
import { createMemo, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { OrganisationRow } from '../../local/database.ts'
import { Select } from '../../ui/select.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { fieldWords } from '../field-words.ts'
import { useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { writeRecords } from '../record-write.ts'
import { RoleLimits } from './role-limits.tsx'
import { SavedText } from './saved-text.tsx'

const HALVES = ['half-up', 'half-even'] as const satisfies readonly RoundingRule[]

/** The firm: its name, and what happens to half a minor unit in every store. Each field is saved as it is left. */
export function OrganisationCard(props: { readonly organisation: OrganisationRow }): JSX.Element {
  const office = useOffice()
  const write = (values: Partial<Organisation>) =>
    void writeRecords(office.replica, { document: 'settings', log: 'organisation' }, [
      { record: props.organisation.id, fields: organisationFields(values) },
    ])
  const halves = createMemo(() =>
    HALVES.map(value => ({ value, label: t(`office.settings.cashRules.${value}`) })),
  )
  const badgeSignIns = createMemo(() =>
    BADGE_SIGN_INS.map(value => ({ value, label: t(`office.settings.badgeSignIns.${value}`) })),
  )
  const saveName = (text: string): string | null => {
    const name: FieldValue = text.trim()
    const problem = validateOrganisationField('name', name)
    if (problem !== null) return problemWords(problem)
    write({ name })
    return null
  }
  return (
    <section
      class="office-card settings-card"
      aria-label={props.organisation.name}
      data-organisation={props.organisation.id}
    >
      <SavedText
        label={t('office.settings.organisationName')}
        stored={props.organisation.name}
        onSave={saveName}
      />
      <Select
        label={fieldWords('halves')}
        description={t('office.settings.halvesHint')}
        options={halves()}
        value={props.organisation.halves}
        onValue={rule => write({ halves: rule })}
      />
      <Select
        label={fieldWords('badgeSignIn')}
        description={t('office.settings.badgeSignInHint')}
        options={badgeSignIns()}
        value={props.organisation.badgeSignIn ?? 'badge-and-pin'}
        onValue={badgeSignIn => write({ badgeSignIn })}
      />
      <RoleLimits organisation={props.organisation} onValues={write} />
      <FieldConflicts log="organisation" record={props.organisation.id} />
    </section>
  )
}

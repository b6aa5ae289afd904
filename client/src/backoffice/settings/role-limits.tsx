import {
  LIMIT_FIELDS,
  type Organisation,
  roleLimitsOf,
  validateOrganisationField,
} from '@evertill/crdt-model'
import { For, type JSX } from 'solid-js'
import { formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { OrganisationRow } from '../../local/database.ts'
import { readPercent } from '../../setup/read-percent.ts'
import { fieldWords } from '../field-words.ts'
import { SavedText } from './saved-text.tsx'

const ROLES = ['cashier', 'supervisor'] as const
const KINDS = ['lineMillionths', 'saleMillionths', 'priceMillionths'] as const

/** How much cashiers and supervisors may take off without asking. */
export function RoleLimits(props: {
  readonly organisation: OrganisationRow
  readonly onValues: (values: Partial<Organisation>) => void
}): JSX.Element {
  const limits = () => roleLimitsOf(props.organisation)
  const save = (field: keyof Organisation, text: string): string | null => {
    const millionths = readPercent(text)
    if (millionths === undefined || validateOrganisationField(field, millionths) !== null)
      return t('office.settings.limitProblem')
    props.onValues({ [field]: millionths })
    return null
  }
  return (
    <For each={ROLES}>
      {role => (
        <fieldset class="settings-role-limits">
          <legend>{t('office.settings.limitsOf', { role: t(`rights.roles.${role}`) })}</legend>
          <For each={KINDS}>
            {kind => (
              <SavedText
                label={fieldWords(LIMIT_FIELDS[role][kind])}
                inputmode="decimal"
                stored={formatRate(limits()[role][kind])}
                onSave={text => save(LIMIT_FIELDS[role][kind], text)}
              />
            )}
          </For>
        </fieldset>
      )}
    </For>
  )
}

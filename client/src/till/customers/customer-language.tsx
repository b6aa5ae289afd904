import { customerFields, type SpokenLanguage } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { showToast } from '../../ui/toast.tsx'
import { LanguageChips } from '../language-chips.tsx'
import { useTill } from '../till-context.tsx'

/** What the receipts of whoever buys are in, from this sale on: stored with them, with or without a connection. */
export function CustomerLanguage(props: { readonly row: CustomerRow }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const choose = async (language: SpokenLanguage | null) => {
    const { row } = props
    if ((row.language ?? null) === language) return
    try {
      await replica.send<'writeRecord'>({
        type: 'writeRecord',
        document: 'customers',
        log: 'customers',
        record: row.id,
        fields: customerFields({ language }),
      })
      await till.customers.attach({ ...row, language })
    } catch {
      showToast({ text: t('customers.details.languageFailed') })
    }
  }
  return (
    <LanguageChips
      label={t('customers.field.language')}
      value={props.row.language ?? null}
      onValue={language => void choose(language)}
      none={{ label: t('customers.new.usualLanguage'), onSelect: () => void choose(null) }}
    />
  )
}

import type { ElsewhereOfSale, TillId } from '@evertill/crdt-model'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createMemo, type JSX } from 'solid-js'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { Icon } from '../../ui/icon.tsx'
import { useTill } from '../till-context.tsx'
import './elsewhere-bar.css'

/** The sale on screen is at another till, too: said before money is taken for it, and while it is. SPEC N6. */
export function ElsewhereBar(props: { readonly elsewhere: ElsewhereOfSale }): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const tills = createLiveQuery(() => database.tills.toArray())
  const people = createLiveQuery(() => database.people.toArray())
  const tillName = (id: TillId) => tills()?.find(row => row.id === id)?.name ?? id
  const time = (at: number) => formatDate(at, 'time', till.store().timeZone)
  const words = createMemo(() => {
    const [sold] = props.elsewhere.sold
    if (sold !== undefined)
      return t('parked.elsewhere.sold', {
        till: tillName(sold.till),
        receipt: sold.receipt,
        when: time(sold.at),
      })
    const [taken] = props.elsewhere.taken
    if (taken === undefined) return ''
    const who = people()?.find(row => row.id === taken.who)?.name ?? ''
    return t('parked.elsewhere.taken', { till: tillName(taken.till), who, when: time(taken.at) })
  })
  return (
    <div class="till-elsewhere" role="alert">
      <Icon of={TriangleAlert} />
      <span>{words()}</span>
    </div>
  )
}

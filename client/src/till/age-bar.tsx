import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { type JSX, Show } from 'solid-js'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { now } from '../ui/relative-time.tsx'
import { bornOnOrBefore, dateIn } from './age-check.ts'
import { useTill } from './till-context.tsx'

/** In the cart while something in it is for grown-ups: the date to compare with, and the confirmation. */
export function AgeBar(): JSX.Element {
  const till = useTill()
  const latest = (years: number) =>
    formatDate(
      Date.parse(`${bornOnOrBefore(dateIn(till.store().timeZone, now()), years)}T12:00:00Z`),
      'date',
      'UTC',
    )
  return (
    <Show when={till.sales.ageToCheck()}>
      {years => (
        <section class="till-age" aria-live="polite">
          <Icon of={ShieldAlert} />
          <p class="till-age__text">
            <strong>{t('till.age.title', { date: latest(years()) })}</strong>
            <span>{t('till.age.hint', { years: years() })}</span>
          </p>
          <Button size="till" aria-keyshortcuts="F7" onClick={() => till.sales.confirmAge(years())}>
            {t('till.age.confirm')}
          </Button>
        </section>
      )}
    </Show>
  )
}

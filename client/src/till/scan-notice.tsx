import CalendarX from 'lucide-solid/icons/calendar-x'
import ScanBarcode from 'lucide-solid/icons/scan-barcode'
import X from 'lucide-solid/icons/x'
import { For, type JSX, Match, Switch } from 'solid-js'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import type { ScanNotice } from './create-scanning.ts'
import { priceWords } from './price-words.ts'
import './scan-notice.css'
import { focusSearch } from './search-field.tsx'
import { useTill } from './till-context.tsx'

type Unknown = Extract<ScanNotice, { kind: 'unknown' }>
type Several = Extract<ScanNotice, { kind: 'several' }>
type Warned = Extract<ScanNotice, { kind: 'warned' }>

/** Under the search: a code nobody knows, or one that two products carry. It blocks nothing. */
export function ScanNoticeBar(): JSX.Element {
  const till = useTill()
  const notice = till.scanning.notice
  const of = <Kind extends ScanNotice['kind']>(kind: Kind) => {
    const now = notice()
    return now?.kind === kind ? now : null
  }
  return (
    <Switch>
      <Match when={of('unknown') as Unknown | null}>{found => <UnknownCode code={found().code} />}</Match>
      <Match when={of('several') as Several | null}>{found => <SeveralProducts found={found()} />}</Match>
      <Match when={of('warned') as Warned | null}>{found => <WarnedCode found={found()} />}</Match>
    </Switch>
  )
}

function UnknownCode(props: { readonly code: string }): JSX.Element {
  const till = useTill()
  const search = () => {
    till.search.setText(props.code)
    till.scanning.dismiss()
    focusSearch()
  }
  return (
    <div class="till-scan till-scan--unknown" role="alert" data-notice="unknown-code">
      <Icon of={ScanBarcode} />
      <p class="till-scan__text">
        <strong>{t('till.scan.unknown', { code: props.code })}</strong> {t('till.scan.unknownHint')}
      </p>
      <Button size="till" onClick={search}>
        {t('till.scan.search')}
      </Button>
      <Button size="till" onClick={() => till.setUnlisted({ code: props.code })}>
        {t('till.scan.sellUnlisted')}
      </Button>
      <Button size="till" variant="quiet" icon={X} onClick={() => till.scanning.dismiss()}>
        {t('ui.action.close')}
      </Button>
    </div>
  )
}

function SeveralProducts(props: { readonly found: Several }): JSX.Element {
  const till = useTill()
  return (
    <div class="till-scan" role="alert" data-notice="several-products">
      <p class="till-scan__text">{t('till.scan.several', { count: props.found.products.length })}</p>
      <div class="till-scan__choices">
        <For each={props.found.products}>
          {scanned => (
            <Button size="till" onClick={() => till.scanning.choose([scanned])}>
              {scanned.product.name}
              {` · ${priceWords(till, scanned.product)}`}
            </Button>
          )}
        </For>
      </div>
      <Button size="till" variant="quiet" icon={X} onClick={() => till.scanning.dismiss()}>
        {t('ui.action.close')}
      </Button>
    </div>
  )
}

/** An item whose code says that it is too old: sold only if a person says so. */
function WarnedCode(props: { readonly found: Warned }): JSX.Element {
  const till = useTill()
  const words = () => {
    const { kind, day } = props.found.warning
    const name = props.found.products[0]?.product.name ?? ''
    const date = formatDate(Date.parse(`${day}T12:00:00Z`), 'date', 'UTC')
    return t(kind === 'expired' ? 'till.scan.expired' : 'till.scan.pastBest', { name, date })
  }
  return (
    <div class="till-scan till-scan--unknown" role="alert" data-notice="warned">
      <Icon of={CalendarX} />
      <p class="till-scan__text">
        <strong>{words()}</strong> {t('till.scan.unknownHint')}
      </p>
      <Button size="till" onClick={() => till.scanning.choose(props.found.products)}>
        {t('till.scan.sellAnyway')}
      </Button>
      <Button size="till" variant="quiet" icon={X} onClick={() => till.scanning.dismiss()}>
        {t('ui.action.close')}
      </Button>
    </div>
  )
}

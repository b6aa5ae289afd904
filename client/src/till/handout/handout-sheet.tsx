import { createResource, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { linkOfEntry } from '../../local/receipt-link.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { Chip } from '../../ui/chip.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { useTill } from '../till-context.tsx'
import type { HandedOut, HandoutWay } from './create-handout-desk.ts'
import './handout-sheet.css'
import { LetterForm } from './letter-form.tsx'
import { ScanPanel } from './scan-panel.tsx'

const WAYS: readonly HandoutWay[] = ['scan', 'mail']

/** A receipt for who bought: a code that their phone reads, or a letter to their address. SPEC Y. */
export function HandoutSheet(props: {
  readonly handed: HandedOut
  readonly onClose: () => void
}): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const row = createLiveQuery(() => database.journal.get([props.handed.epoch, props.handed.number]))
  const [link] = createResource(
    () => row()?.bytes,
    bytes => linkOfEntry(bytes, till.handout.origin()),
  )
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t(props.handed.by === 'scan' ? 'handout.scan' : 'handout.mail')}
    >
      <div class="till-handout">
        <Show when={till.handout.letters()}>
          <fieldset class="till-handout__ways" aria-label={t('handout.way')}>
            {WAYS.map(way => (
              <Chip
                size="till"
                selected={props.handed.by === way}
                onSelect={() => till.handout.setOpen({ ...props.handed, by: way })}
              >
                {t(`till.pay.${way}Receipt`)}
              </Chip>
            ))}
          </fieldset>
        </Show>
        <Switch>
          <Match when={props.handed.by === 'mail'}>
            <LetterForm handed={props.handed} customer={row()?.customer} />
          </Match>
          <Match when={link()}>
            {url => (
              <ScanPanel link={url()} receipt={props.handed.receipt} hasArrived={row()?.acknowledged === 1} />
            )}
          </Match>
        </Switch>
      </div>
    </Sheet>
  )
}

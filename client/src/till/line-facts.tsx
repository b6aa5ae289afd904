import type { SaleLine } from '@evertill/crdt-model'
import { type JSX, Show } from 'solid-js'
import { formatMeasure } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

/** What a line says beside its name and price: tare, label, serial number, note. */
export function LineFacts(props: { readonly line: SaleLine }): JSX.Element {
  const fact = (text: string) => <span class="till-line__each">{text}</span>
  return (
    <>
      <Show when={props.line.tare}>
        {tare =>
          fact(
            t('till.line.net', {
              net: formatMeasure(props.line.quantity, props.line.unit),
              tare: formatMeasure(tare(), props.line.unit),
            }),
          )
        }
      </Show>
      <Show when={props.line.labelAmount !== undefined}>{fact(t('till.line.labelled'))}</Show>
      <Show when={props.line.serial}>{serial => fact(t('till.line.serial', { serial: serial() }))}</Show>
      <Show when={props.line.note}>{note => fact(note())}</Show>
    </>
  )
}

import { For, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Sheet } from '../ui/modal.tsx'
import './shortcut-sheet.css'

const ROWS = [
  [() => t('till.shortcuts.type'), () => t('till.shortcuts.typeWhat')],
  [() => t('till.shortcuts.quantity'), () => t('till.shortcuts.quantityWhat')],
  [() => 'F2', () => t('till.shortcuts.search')],
  [() => t('till.shortcuts.key.arrows'), () => t('till.shortcuts.lines')],
  [() => t('till.shortcuts.key.plusMinus'), () => t('till.shortcuts.more')],
  [() => `F8 · ${t('till.shortcuts.key.delete')}`, () => t('till.shortcuts.remove')],
  [() => 'F4', () => t('till.shortcuts.park')],
  [() => 'Alt 1–9', () => t('till.shortcuts.recall')],
  [() => 'F7', () => t('till.shortcuts.age')],
  [() => `F9 · ${t('till.shortcuts.key.enter')}`, () => t('till.shortcuts.pay')],
  [() => 'F10', () => t('till.shortcuts.exact')],
  [() => t('till.shortcuts.key.escape'), () => t('till.shortcuts.back')],
  [() => 'F1 · ?', () => t('till.shortcuts.help')],
] as const

/** Every key of the till, for people. */
export function ShortcutSheet(props: { readonly open: boolean; readonly onClose: () => void }): JSX.Element {
  return (
    <Sheet open={props.open} onClose={props.onClose} title={t('till.shortcuts.title')}>
      <dl class="till-shortcuts">
        <For each={ROWS}>
          {([keys, what]) => (
            <div>
              <dt>{what()}</dt>
              <dd>
                <kbd>{keys()}</kbd>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Sheet>
  )
}

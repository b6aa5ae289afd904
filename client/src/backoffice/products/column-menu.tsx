import { Popover } from '@kobalte/core/popover'
import Columns3 from 'lucide-solid/icons/columns-3'
import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/icon.tsx'
import { fieldWords } from '../field-words.ts'
import { PRODUCT_COLUMNS } from './product-columns.ts'

/** Which columns are shown. The name always is. */
export function ColumnMenu(props: {
  readonly visibility: { readonly [column: string]: boolean }
  readonly onVisibility: (visibility: { readonly [column: string]: boolean }) => void
}): JSX.Element {
  return (
    <Popover gutter={8} placement="bottom-end">
      <Popover.Trigger class="ui-button ui-button--secondary ui-button--office products-columns">
        <Icon of={Columns3} />
        <span class="ui-button__label">{t('office.products.columns')}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class="office-popover">
          <Popover.Title as="strong">{t('office.products.columnsTitle')}</Popover.Title>
          <div class="products-column-list">
            <For each={PRODUCT_COLUMNS}>
              {column => (
                <label class="products-column">
                  <input
                    type="checkbox"
                    checked={props.visibility[column] !== false}
                    disabled={column === 'name'}
                    onChange={event =>
                      props.onVisibility({ ...props.visibility, [column]: event.currentTarget.checked })
                    }
                  />
                  {fieldWords(column)}
                </label>
              )}
            </For>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  )
}

import { MOST_TILES, type ProductId, parseId } from '@evertill/crdt-model'
import GripVertical from 'lucide-solid/icons/grip-vertical'
import X from 'lucide-solid/icons/x'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { QuickPageRow } from '../../local/database.ts'
import { Icon } from '../../ui/icon.tsx'
import { hueOf } from '../../ui/initial.tsx'
import { Picture } from '../../ui/picture.tsx'
import { moveItem } from '../move-item.ts'
import { useOffice } from '../office-context.tsx'
import { ProductPicker } from '../products/product-picker.tsx'
import { createOwnEdit } from '../settings/create-own-edit.ts'
import './page-tiles.css'

/** Keys that move a tile, and by how many places. */
const STEPS: { readonly [Key in string]?: number } = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -MOST_TILES,
  End: MOST_TILES,
}

/** The tiles of a page in their order: put in order by dragging, by finger or mouse, and by the arrow keys. */
export function PageTiles(props: {
  readonly row: QuickPageRow
  readonly onTiles: (tiles: readonly ProductId[]) => void
}): JSX.Element {
  const [tiles, noteOwn] = createOwnEdit<readonly ProductId[]>(() => props.row.tiles)
  /** The order while a tile is dragged. */
  const [preview, setPreview] = createSignal<readonly ProductId[] | null>(null)
  const [dragged, setDragged] = createSignal<ProductId | null>(null)
  const [said, setSaid] = createSignal('')
  const shown = () => preview() ?? tiles()
  let list: HTMLUListElement | undefined

  const save = (next: readonly ProductId[]) => {
    if (next.join() === tiles().join()) return
    noteOwn(next)
    props.onTiles(next)
  }
  const step = (tile: ProductId, by: number, name: string) => {
    const next = moveItem(tiles(), tile, tiles().indexOf(tile) + by)
    save(next)
    setSaid(t('office.quickPages.place', { name, place: next.indexOf(tile) + 1, count: next.length }))
    // What is moved in a list loses the focus.
    queueMicrotask(() => list?.querySelector<HTMLElement>(`[data-tile="${tile}"] [data-grip]`)?.focus())
  }
  const drag = (event: PointerEvent) => {
    const tile = dragged()
    const over = tileAt(event)
    if (tile === null || over === undefined || over === tile) return
    setPreview(moveItem(shown(), tile, shown().indexOf(over)))
  }
  const drop = (keep: boolean) => {
    const next = preview()
    setDragged(null)
    setPreview(null)
    if (keep && next !== null) save(next)
  }
  return (
    <>
      <Show when={shown().length > 0} fallback={<p class="office-muted">{t('office.quickPages.noTiles')}</p>}>
        <ul
          ref={list}
          class="page-tiles"
          onPointerDown={event => {
            const tile = isGrip(event) ? tileAt(event) : undefined
            if (tile === undefined) return
            // The list keeps the pointer: the tile itself is moved about under it.
            event.currentTarget.setPointerCapture(event.pointerId)
            setDragged(tile)
          }}
          onPointerMove={drag}
          onPointerUp={() => drop(true)}
          onPointerCancel={() => drop(false)}
        >
          <For each={shown()}>
            {tile => (
              <Tile
                id={tile}
                isDragged={dragged() === tile}
                onStep={(by, name) => step(tile, by, name)}
                onRemove={() => save(tiles().filter(each => each !== tile))}
              />
            )}
          </For>
        </ul>
      </Show>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={tiles().length < MOST_TILES}>
        <ProductPicker
          label={t('office.quickPages.addTile')}
          catalog={props.row.catalog}
          without={tiles()}
          onPick={row => save([...tiles(), row.id])}
        />
      </Show>
    </>
  )
}

function Tile(props: {
  readonly id: ProductId
  readonly isDragged: boolean
  readonly onStep: (by: number, name: string) => void
  readonly onRemove: () => void
}): JSX.Element {
  const office = useOffice()
  const row = () => office.products().row(props.id)
  const name = () => row()?.name || t('office.value.unknown')
  const hue = () => office.departments()?.find(each => each.id === row()?.department)?.hue ?? hueOf(name())
  return (
    <li
      class="page-tile tinted"
      classList={{
        'page-tile--dragged': props.isDragged,
        'page-tile--archived': row()?.archived === true,
      }}
      style={{ '--hue': String(hue()) }}
      data-tile={props.id}
    >
      <button
        type="button"
        class="page-tile__grip"
        data-grip
        aria-label={t('office.quickPages.move', { name: name() })}
        title={t('office.quickPages.moveHint')}
        onKeyDown={event => {
          const by = STEPS[event.key]
          if (by === undefined) return
          event.preventDefault()
          props.onStep(by, name())
        }}
      >
        <Icon of={GripVertical} />
      </button>
      <Show when={row()?.picture}>
        {picture => (
          <span class="page-tile__picture">
            <Picture picture={picture()}>{null}</Picture>
          </span>
        )}
      </Show>
      <span class="page-tile__name">{name()}</span>
      <button
        type="button"
        class="page-tile__remove"
        aria-label={t('office.quickPages.remove', { name: name() })}
        onClick={() => props.onRemove()}
      >
        <Icon of={X} />
      </button>
    </li>
  )
}

function isGrip(event: PointerEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-grip]') !== null
}

/** The tile under the pointer, wherever the pointer is captured. */
function tileAt(event: PointerEvent): ProductId | undefined {
  const tile = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-tile]')
  return tile === null || tile === undefined ? undefined : parseId<ProductId>(tile.dataset.tile ?? '')
}

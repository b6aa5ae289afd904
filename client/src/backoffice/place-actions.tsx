import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { moveItem } from './move-item.ts'

/** A record that has a place among others of its kind. */
export interface Placed {
  readonly id: string
  readonly name: string
  readonly order: number
  readonly archived: boolean
}

/** What is done with the place of a record: one up, one down, out of the list and back into it. */
export function PlaceActions<Row extends Placed>(props: {
  readonly row: Row
  readonly rows: readonly Row[] | undefined
  /** The rows whose places are others now. */
  readonly onPlaces: (places: readonly { readonly row: Row; readonly order: number }[]) => void
  readonly onArchived: (archived: boolean) => void
}): JSX.Element {
  const isAt = (index: number) => props.rows?.at(index)?.id === props.row.id
  const up = () => t('office.departments.up', { name: props.row.name })
  const down = () => t('office.departments.down', { name: props.row.name })
  const move = (by: -1 | 1) => {
    const rows = props.rows ?? []
    // Not by its place on screen: rows stay where they are while a name is typed.
    const index = rows.findIndex(row => row.id === props.row.id)
    const own = rows[index]
    if (own === undefined) return
    const moved = moveItem(rows, own, index + by)
    props.onPlaces(moved.flatMap((row, order) => (row.order === order ? [] : [{ row, order }])))
  }
  return (
    <>
      <Button iconOnly icon={ArrowUp} unavailable={isAt(0) && up()} onClick={() => move(-1)}>
        {up()}
      </Button>
      <Button iconOnly icon={ArrowDown} unavailable={isAt(-1) && down()} onClick={() => move(1)}>
        {down()}
      </Button>
      <Button
        icon={props.row.archived ? ArchiveRestore : Archive}
        onClick={() => props.onArchived(!props.row.archived)}
      >
        {props.row.archived ? t('office.departments.restore') : t('office.departments.archive')}
      </Button>
    </>
  )
}

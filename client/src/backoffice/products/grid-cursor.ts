/** Where the keyboard is in a grid: a row and a column by their places. */
export interface Cursor {
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
  /** Rows that one page of scrolling passes. */
  readonly page: number
}

/** Where a key leads from here, or undefined when the key is none that moves. Never leaves the grid. */
export function moveCursor(
  cursor: Cursor,
  key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  size: GridSize,
): Cursor | undefined {
  const far = key.ctrlKey || key.metaKey
  const { row, column } = cursor
  switch (key.key) {
    case 'ArrowUp':
      return clamp({ row: far ? 0 : row - 1, column }, size)
    case 'ArrowDown':
      return clamp({ row: far ? size.rows : row + 1, column }, size)
    case 'ArrowLeft':
      return clamp({ row, column: far ? 0 : column - 1 }, size)
    case 'ArrowRight':
      return clamp({ row, column: far ? size.columns : column + 1 }, size)
    case 'PageUp':
      return clamp({ row: row - size.page, column }, size)
    case 'PageDown':
      return clamp({ row: row + size.page, column }, size)
    case 'Home':
      return clamp({ row: far ? 0 : row, column: 0 }, size)
    case 'End':
      return clamp({ row: far ? size.rows : row, column: size.columns }, size)
    default:
      return undefined
  }
}

/** The cell after this one in reading order, or before it; stays at the ends. */
export function nextCell(cursor: Cursor, backwards: boolean, size: GridSize): Cursor {
  const index = cursor.row * size.columns + cursor.column + (backwards ? -1 : 1)
  const last = size.rows * size.columns - 1
  const within = Math.max(0, Math.min(last, index))
  return { row: Math.floor(within / size.columns), column: within % size.columns }
}

function clamp(cursor: Cursor, size: GridSize): Cursor {
  return {
    row: Math.max(0, Math.min(size.rows - 1, cursor.row)),
    column: Math.max(0, Math.min(size.columns - 1, cursor.column)),
  }
}

import type { display as english } from '../en/display.ts'
import type { Translation } from '../text-types.ts'

export const display: Translation<typeof english> = {
  welcome: 'Bienvenidos',
  lines: 'Su compra',
  saved: 'Usted ahorra',
  total: 'Total',
  given: 'Recibido',
  due: 'A pagar',
  change: 'Cambio',
  paid: 'Pagado',
  thanks: 'Gracias',
  scan: 'Escanee para ver su recibo',
  code: 'Código del enlace a su recibo',
  full: 'Pantalla completa',
  noTill: 'Este navegador no es una caja',
}

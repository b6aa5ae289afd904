import type { terms as english } from '../en/terms.ts'
import type { Translation } from '../text-types.ts'

export const terms: Translation<typeof english> = {
  title: 'Opciones de la venta',
  parkNamed: 'Aparcar con un nombre',
  cancel: 'Abandonar la venta',
  cancelled: 'Venta abandonada',
  discount: {
    title: 'Descuento',
    sale: 'Descuento',
    percent: 'Por ciento',
    amount: 'Importe',
    common: 'Descuentos habituales',
    keypad: 'Teclado del descuento',
    none: 'Sin descuento',
    enter: 'Introduzca un descuento',
    take: 'Descontar {{discount}}',
  },
  exemption: {
    title: 'Sin impuestos',
    reason: 'Motivo',
    reasonHint: 'Consta en el recibo y en los informes.',
    reasonMissing: 'Diga por qué no se cobran impuestos.',
    certificate: 'Número del certificado, si lo hay',
    none: 'Volver a cobrar impuestos',
    save: 'Vender sin impuestos',
  },
}

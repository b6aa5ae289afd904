import type { parked as english } from '../en/parked.ts'
import type { Translation } from '../text-types.ts'

export const parked: Translation<typeof english> = {
  title: 'Ventas aparcadas',
  empty: 'No hay nada aparcado',
  emptyHint:
    'Aparque una venta para atender antes a otra persona. Cualquier caja de la tienda puede seguir con ella.',
  offline:
    'Esta caja está sin conexión: no se ve lo que otras cajas aparcaron después, y otra caja puede tomar la misma venta.',
  by: '{{who}}, {{when}}',
  at: 'aparcada {{when}}',
  here: 'Esta caja',
  onlyHere: 'Solo esta caja',
  name: {
    title: 'Aparcar con un nombre',
    label: 'Nombre',
    hint: 'Una mesa, un número, una prenda: las otras cajas lo ven.',
  },
  elsewhere: {
    taken:
      '{{till}} ({{who}}) también tomó esta venta aparcada a las {{when}}. Pregunte allí antes de cobrar: se vendería dos veces.',
    sold: '{{till}} ya cobró esta venta aparcada a las {{when}}, recibo {{receipt}}. No la cobre otra vez: anúlela.',
  },
  refused: {
    elsewhere: '{{till}} fue más rápida y ya tiene esta venta.',
    sold: 'Esta venta ya está pagada: recibo {{receipt}}.',
    'already-here': 'Esta venta ya está en esta caja, entre las aparcadas.',
    gone: 'Esta venta ya no está aparcada.',
    'not-signed-in': 'Entre primero.',
  },
}

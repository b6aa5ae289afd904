import type { rights as english } from '../en/rights.ts'
import type { Translation } from '../text-types.ts'

export const rights: Translation<typeof english> = {
  names: {
    'void-line': 'Quitar una línea de una venta',
    'cancel-sale': 'Abandonar una venta sin cobrar',
    discount: 'Descontar más que un cajero',
    'exempt-tax': 'Vender sin impuestos',
    'sell-unlisted': 'Vender algo que no está en el catálogo',
    'void-sale': 'Anular la última venta',
    'return-with-receipt': 'Aceptar devoluciones con recibo',
    'return-without-receipt': 'Aceptar devoluciones sin recibo',
    'refund-otherwise': 'Devolver el dinero de otra forma que como se pagó',
    'open-drawer': 'Abrir el cajón sin venta',
    'open-shift': 'Abrir un turno',
    'close-shift': 'Cerrar un turno',
    'move-cash': 'Meter o sacar efectivo',
    'drop-cash': 'Llevar efectivo a la caja fuerte',
    'see-expected': 'Ver lo que debería haber en el cajón',
    'reprint-receipt': 'Imprimir un recibo de nuevo',
    train: 'Practicar en modo de formación',
    'sell-on-account': 'Vender a cuenta',
    'sell-gift-card': 'Vender tarjetas regalo',
    'refund-to-credit': 'Devolver como saldo',
  },
  roles: {
    cashier: 'Cajero',
    supervisor: 'Supervisor',
    manager: 'Encargado',
  },
  approval: {
    title: 'Alguien tiene que autorizarlo',
    explain: 'Elija quién lo autoriza. Su nombre y el del cajero quedan en el diario.',
    notEnough:
      '{{name}} puede autorizar aquí como máximo {{most}} de descuento. Elija a quien pueda descontar más, o cierre y descuente menos.',
    nobody:
      'Nadie de esta tienda puede autorizarlo. Un encargado puede cambiarlo en la gestión, en Personas.',
    allow: 'Autorizar',
  },
  people: {
    role: 'Función en la caja',
    roleHint: 'Lo que puede hacer sin pedir permiso. Un encargado puede hacerlo todo.',
    rights: 'Permisos en la caja',
    rightsOf: 'Permisos de {{name}}',
    byRole: 'Según la función',
    extra: 'Dado además',
    withheld: 'Retirado',
    save: 'Guardar permisos',
    saved: 'Permisos de {{name}} guardados',
    limits:
      'Puede descontar hasta un {{line}} de una línea, un {{sale}} de una venta y bajar precios hasta un {{price}}.',
  },
}

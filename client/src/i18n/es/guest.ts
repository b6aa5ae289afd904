import type { guest as english } from '../en/guest.ts'
import type { Translation } from '../text-types.ts'

export const guest: Translation<typeof english> = {
  name: 'Su recibo',
  title: 'Recibo {{number}} · {{store}}',
  print: 'Imprimir o guardar PDF',
  namesOfToday: 'Los artículos y las personas figuran con el nombre que la tienda les da hoy.',
  noLink: 'Este enlace no está completo',
  noLinkHint: 'Vuelva a escanear el código de su recibo o abra otra vez el enlace del correo.',
  notThere: 'Este recibo aún no está aquí',
  notThereHint:
    'Quizá la caja no tenga conexión en este momento: llegará solo en cuanto la tenga. Inténtelo más tarde. Si sigue igual, pregunte en la tienda.',
  offline: 'Sin conexión',
  offlineHint: 'El recibo está a salvo en la tienda. Inténtelo de nuevo cuando tenga conexión.',
  tooMany: 'Demasiados intentos',
  tooManyHint: 'Espere unos minutos e inténtelo de nuevo. El recibo está a salvo en la tienda.',
  failed: 'No ha funcionado',
  failedHint: 'El recibo está a salvo en la tienda. Inténtelo de nuevo en un momento.',
}

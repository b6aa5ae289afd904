import type { ui as source } from '../en/ui.ts'
import type { Translation } from '../text-types.ts'

export const ui: Translation<typeof source> = {
  action: {
    cancel: 'Cancelar',
    close: 'Cerrar',
    done: 'Listo',
    back: 'Atrás',
    retry: 'Reintentar',
    undo: 'Deshacer',
    reload: 'Recargar',
    clear: 'Borrar',
  },
  keypad: {
    label: 'Teclado numérico',
    delete: 'Borrar la última cifra',
    clear: 'Borrar',
  },
  field: {
    required: 'Rellene este campo.',
    notAnAmount: 'Escriba un importe, por ejemplo 12,50.',
    notAQuantity: 'Escriba una cantidad mayor que 0, por ejemplo 3 o 0,5.',
    notAWholeNumber: 'Escriba un número entero.',
  },
  toast: { region: 'Mensajes', dismiss: 'Descartar' },
  loading: 'Cargando',
  safety: { label: 'Seguridad de los datos: {{state}}' },
  theme: { label: 'Apariencia', light: 'Clara', dark: 'Oscura', system: 'Como el dispositivo' },
  language: { label: 'Idioma' },
  failure: {
    title: 'No se pudo mostrar esta pantalla',
    body: 'No se ha perdido nada: las ventas y los cambios están guardados en este dispositivo. Recargar suele bastar.',
    chunk:
      'No se pudo cargar una parte de la aplicación. Revise la conexión o recargue para obtener la versión actual.',
    details: 'Detalles para soporte',
  },
  notFound: {
    title: 'Esta página no existe',
    body: 'Puede que la dirección esté mal escrita o que la página se haya movido.',
    action: 'Ir al inicio',
  },
  offline: {
    title: 'No se puede conectar con el servidor',
    body: 'La configuración necesita conexión. Una caja ya configurada sigue vendiendo sin ella.',
  },
  welcome: {
    title: '¿Qué es este dispositivo?',
    intro: 'Elija una vez. Podrá cambiarlo más tarde.',
    till: 'Una caja',
    tillHint: 'Vender en esta tableta u ordenador. Necesita el código que un encargado crea en la gestión.',
    office: 'Mi propio dispositivo',
    officeHint: 'Inicie sesión para gestionar productos, precios, personas y cajas.',
  },
}

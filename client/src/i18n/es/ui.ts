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
  textSize: { label: 'Tamaño del texto', normal: 'Texto normal', large: 'Grande', largest: 'Muy grande' },
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
    title: 'No se puede contactar con el servidor',
    body: 'La configuración necesita conexión. Una caja ya configurada sigue vendiendo sin ella.',
  },
  /** Why the server did not take what this device holds of a document, by the code of its refusal. */
  refused: {
    badge: 'no aceptado',
    what: {
      malformedFrame: 'El servidor no pudo leer lo que envió este dispositivo.',
      tooLarge: 'Este dispositivo envió de una vez más de lo que el servidor acepta.',
      foreignClient: 'Un cambio de este dispositivo lleva la marca de otro dispositivo.',
      clockGap: 'Un cambio de este dispositivo se apoya en otro que falta aquí.',
      foreignDeletion: 'Este dispositivo intentó borrar lo que no puede borrar.',
      readOnly: 'Este dispositivo solo puede leer este documento, y aquí se cambió algo en él.',
      other: 'El servidor no aceptó lo que este dispositivo tiene de él.',
    },
    next: 'El servidor sigue sin ello: el documento se descarga de nuevo y lo que usted hizo se vuelve a escribir. No se pierde nada.',
  },
  welcome: {
    title: '¿Qué es este dispositivo?',
    intro: 'Elija una vez. Podrá cambiarlo más tarde.',
    till: 'Una caja',
    tillHint: 'Vender en esta tableta u ordenador. Necesita el código que un encargado crea en la gestión.',
    office: 'Mi propio dispositivo',
    officeHint: 'Entre para gestionar productos, precios, personas y cajas.',
  },
}

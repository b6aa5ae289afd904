import type { handout as english } from '../en/handout.ts'
import type { Translation } from '../text-types.ts'

export const handout: Translation<typeof english> = {
  scan: 'Recibo en el móvil del cliente',
  scanHint: 'El cliente lo escanea y ve el recibo. Quien tenga el enlace puede verlo.',
  scanWaiting: 'La venta aún no ha llegado al servidor. El código funcionará en cuanto llegue.',
  scanHere:
    'Esta dirección solo se abre en este equipo: {{origin}}. Ponga en PUBLIC_ORIGIN del servidor la de la tienda.',
  way: 'Cómo lo recibe el cliente',
  letters: 'Lo que se ha enviado',
  codeLabel: 'Código del enlace al recibo {{number}}',
  mail: 'Recibo por correo',
  address: 'Dirección de correo',
  addressHint: 'Se usa para este recibo y después se olvida.',
  addressWrong: 'Esto no es una dirección de correo.',
  language: 'Idioma del correo',
  send: 'Enviar',
  sendAgain: 'Enviar otra vez',
  failedToStore: 'No se ha podido anotar en este dispositivo. No se ha enviado nada; inténtelo de nuevo.',
  state: {
    queued: 'Espera en esta caja. Saldrá en cuanto haya conexión.',
    waiting: 'En el servidor: saldrá en un momento.',
    sending: 'Enviándose.',
    sent: 'Enviado.',
    failed: 'No enviado: la dirección no existe o el servidor de correo no respondió en dos días.',
    unknown: 'Quizá enviado: se cortó la conexión. Pregunte al cliente antes de enviarlo otra vez.',
    refused: 'No enviado: demasiados correos a esta dirección o desde esta caja. Inténtelo en una hora.',
  },
}

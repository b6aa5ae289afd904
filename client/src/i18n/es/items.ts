import type { items as source } from '../en/items.ts'
import type { Translation } from '../text-types.ts'

export const items: Translation<typeof source> = {
  unlisted: {
    name: 'Nombre',
    nameHint: 'Aparece en el recibo; sin él, aparece su departamento.',
    department: 'Departamento',
    noDepartment: 'Sin departamento',
    tax: 'Impuesto',
  },
  camera: {
    title: 'Escanear con la cámara',
    hint: 'Ponga un código ante la cámara.',
    refused: 'No se puede usar la cámara',
    refusedHint:
      'No se ha añadido nada. Permita la cámara para esta página en el navegador e inténtelo de nuevo. {{reason}}',
    close: 'Apagar la cámara',
  },
}

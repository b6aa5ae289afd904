/** How a device comes to trust the bridge of its shop: words alone, nothing is asked. */

const TEXTS = {
  en: {
    title: 'Trust the print bridge',
    words:
      'So that this device prints over an encrypted connection, it must trust the certificate of your print bridge. It is good for devices on private networks only: with it nobody can pretend to be a site on the internet.',
    compare:
      'When this device shows the fingerprint of the certificate (SHA-256), compare it with the one on the page of the print bridge, on the machine of the printers. If it is another, do not install it.',
    save: 'Save the certificate',
    android:
      'Settings → Security and privacy → More security settings → Encryption and credentials → Install a certificate → CA certificate. Choose the file you saved. Then, beside that, Trusted credentials → User shows its fingerprint: if it is another, remove it.',
    ipad: 'Open this page in Safari and save the certificate. Settings → Profile downloaded → Install (its details show the fingerprint). Then Settings → General → About → Certificate Trust Settings: switch it on.',
    windows:
      'Compare the fingerprint first, in PowerShell: “certutil -hashfile” with the file’s name and “SHA256”. Then open the file: Install certificate → Local machine → Place in the following store → Trusted Root Certification Authorities.',
    chromeos:
      'Settings → Privacy and security → Security → Manage certificates → Custom → Trusted certificates → Import. Choose the file you saved. Opened in that list, it shows its fingerprint: if it is another, delete it.',
    mac: 'Open the saved file: it goes into Keychain Access. Double-click it there (the fingerprint is under “Details”), then Trust → When using this certificate → Always trust.',
    managedTitle: 'Managed devices',
    managed:
      'Give the certificate to the devices as a trusted authority by your device management: then nobody installs it by hand.',
    after:
      'Afterwards close the browser and open this page again: if it opens without a warning, this device trusts the print bridge. Go on in the till.',
  },
  es: {
    title: 'Confiar en el puente de impresión',
    words:
      'Para que este dispositivo imprima por una conexión cifrada, debe confiar en el certificado de su puente de impresión. Solo vale para equipos de redes privadas: con él nadie puede hacerse pasar por un sitio de internet.',
    compare:
      'Cuando este dispositivo muestre la huella del certificado (SHA-256), compárela con la de la página del puente de impresión, en el equipo de las impresoras. Si es otra, no lo instale.',
    save: 'Guardar el certificado',
    android:
      'Ajustes → Seguridad y privacidad → Más ajustes de seguridad → Cifrado y credenciales → Instalar un certificado → Certificado de CA. Elija el archivo guardado. Después, al lado, Credenciales de confianza → Usuario muestra su huella: si es otra, quítelo.',
    ipad: 'Abra esta página en Safari y guarde el certificado. Ajustes → Perfil descargado → Instalar (en los detalles está la huella). Después Ajustes → General → Información → Ajustes de confianza de los certificados: actívelo.',
    windows:
      'Compare primero la huella, en PowerShell: «certutil -hashfile» con el nombre del archivo y «SHA256». Después abra el archivo: Instalar certificado → Equipo local → Colocar en el siguiente almacén → Entidades de certificación raíz de confianza.',
    chromeos:
      'Configuración → Privacidad y seguridad → Seguridad → Gestionar certificados → Personalizados → Certificados de confianza → Importar. Elija el archivo guardado. Al abrirlo en esa lista muestra su huella: si es otra, elimínelo.',
    mac: 'Abra el archivo guardado: pasa a Acceso a Llaveros. Haga doble clic en él (la huella está en «Detalles»), luego Confiar → Al usar este certificado → Confiar siempre.',
    managedTitle: 'Dispositivos administrados',
    managed:
      'Entregue el certificado a los dispositivos como autoridad de confianza con su administración de dispositivos: así nadie lo instala a mano.',
    after:
      'Después cierre el navegador y abra esta página otra vez: si se abre sin advertencia, este dispositivo confía en el puente de impresión. Siga en la caja.',
  },
}

const language = navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en'
const text = TEXTS[language]
document.documentElement.lang = language
document.title = text.title
for (const marked of document.querySelectorAll('[data-text]')) marked.textContent = text[marked.dataset.text]

/** The screens of this folder that have an address. */
export { OfficeScreen } from './office-screen.tsx'

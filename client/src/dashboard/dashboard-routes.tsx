/** The screens of this folder that have an address. */
export { DashboardScreen } from './dashboard-screen.tsx'

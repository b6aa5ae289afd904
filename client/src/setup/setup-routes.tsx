/** The screens of this folder that have an address: loaded together when the first of them is opened. */
export { EnrollScreen } from './enroll-screen.tsx'
export { ResetScreen } from './reset-screen.tsx'
export { SetupScreen } from './setup-screen.tsx'
export { SignInScreen } from './sign-in-screen.tsx'

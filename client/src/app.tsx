import { Route, Router, type RouteSectionProps } from '@solidjs/router'
import { ErrorBoundary, type JSX, Suspense } from 'solid-js'
import { FailureScreen } from './shell/failure-screen.tsx'
import { lazyScreen } from './shell/lazy-screen.ts'
import { LoadingScreen } from './shell/loading-screen.tsx'
import { NotFoundScreen } from './shell/not-found-screen.tsx'
import { TillScreen } from './till/till-screen.tsx'

const StartScreen = lazyScreen([], async () => (await import('./shell/start-screen.tsx')).StartScreen)
const WelcomeScreen = lazyScreen([], async () => (await import('./shell/welcome-screen.tsx')).WelcomeScreen)
const SetupScreen = lazyScreen('setup', async () => (await import('./setup/setup-routes.tsx')).SetupScreen)
const EnrollScreen = lazyScreen('setup', async () => (await import('./setup/setup-routes.tsx')).EnrollScreen)
const SignInScreen = lazyScreen('setup', async () => (await import('./setup/setup-routes.tsx')).SignInScreen)
const RecoveryScreen = lazyScreen(
  'recovery',
  async () => (await import('./recovery/recovery-screen.tsx')).RecoveryScreen,
)
const ResetScreen = lazyScreen('setup', async () => (await import('./setup/setup-routes.tsx')).ResetScreen)
const OfficeScreen = lazyScreen(
  ['office', 'rights'],
  async () => (await import('./backoffice/office-routes.tsx')).OfficeScreen,
)
const DashboardScreen = lazyScreen(
  'dashboard',
  async () => (await import('./dashboard/dashboard-routes.tsx')).DashboardScreen,
)

const DisplayScreen = lazyScreen(
  'display',
  async () => (await import('./display/display-screen.tsx')).DisplayScreen,
)

/** Around every route: a failure shows what to do and never a blank page. */
function Shell(props: RouteSectionProps): JSX.Element {
  return (
    <ErrorBoundary fallback={(error, reset) => <FailureScreen error={error} onRetry={reset} />}>
      <Suspense fallback={<LoadingScreen />}>{props.children}</Suspense>
    </ErrorBoundary>
  )
}

/** The routes. Selling is part of the first load, so that a till starts without a network; the rest is lazy. */
export function App(): JSX.Element {
  return (
    <Router root={Shell}>
      <Route path="/" component={StartScreen} />
      <Route path="/welcome" component={WelcomeScreen} />
      <Route path="/till" component={TillScreen} />
      <Route path="/display" component={DisplayScreen} />
      <Route path="/enroll" component={EnrollScreen} />
      <Route path="/setup" component={SetupScreen} />
      <Route path="/recover" component={RecoveryScreen} />
      <Route path="/sign-in" component={SignInScreen} />
      <Route path="/reset" component={ResetScreen} />
      {/* `/office` and what is below it: the screen reads the section from the address. */}
      <Route path="/office/*section" component={OfficeScreen} />
      <Route path="/dashboard" component={DashboardScreen} />
      <Route path="*" component={NotFoundScreen} />
    </Router>
  )
}

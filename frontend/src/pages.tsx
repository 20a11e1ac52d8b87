/** Which page for which address. Each is its own chunk, so that nobody loads what they do not look at. */
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Route, Switch } from 'wouter'
import { queryClient, warmSession } from './api/queries'
import Trouble from './features/trouble/Trouble'
import { Boundary } from './frame/Boundary'
import { Frame } from './frame/Frame'
import { useOpened } from './opened'
import { routes } from './routes'
import { Toasts } from './ui/Toast'
import { type Area, loadWords, useLanguage } from './words/words'

const pages = {
  home: () => import('./features/home/Home'),
  signIn: () => import('./features/signin/SignIn'),
  room: () => import('./room/RoomPage'),
  settings: () => import('./features/settings/Settings'),
}
/** With its words, which no other page says. */
const withWords = async <Page,>(page: Promise<Page>, ...areas: Area[]) =>
  (await Promise.all([page, ...areas.map(loadWords)]))[0] as Page

const Home = lazy(pages.home)
const SignIn = lazy(pages.signIn)
const Back = lazy(() => import('./features/signin/Back'))
const Out = lazy(() => import('./features/signin/Out'))
const Recordings = lazy(() => withWords(import('./features/recordings/Recordings'), 'recordings'))
const Recording = lazy(() =>
  withWords(import('./features/recordings/Recording'), 'recordings', 'transcripts'),
)
const RoomPage = lazy(pages.room)
const Settings = lazy(pages.settings)

// Old, or with WebRTC switched off by an administrator.
const canMeet = 'RTCPeerConnection' in window

/** Asks for the first page's code and for who is here while the words are still on their way. */
export function warmPage(path: string): void {
  void (path === routes.home
    ? pages.home()
    : path.startsWith(routes.signIn)
      ? pages.signIn()
      : path.startsWith(routes.recordings)
        ? undefined
        : pages.room())
  setTimeout(warmSession)
}

export function Pages() {
  const language = useLanguage((state) => state.language)
  return (
    <I18nProvider locale={language}>
      <QueryClientProvider client={queryClient}>
        <Boundary>
          <Switch>
            <Route path={routes.home}>
              <Framed>
                <Home />
              </Framed>
            </Route>
            <Route path={routes.signIn}>
              <Framed>
                <SignIn />
              </Framed>
            </Route>
            <Route path={routes.signInBack}>
              <Framed>
                <Back />
              </Framed>
            </Route>
            <Route path={routes.signInOut}>
              <Framed>
                <Out />
              </Framed>
            </Route>
            <Route path={routes.recordings}>
              <Framed>
                <Recordings />
              </Framed>
            </Route>
            <Route path={routes.recording}>
              <Framed>
                <Recording />
              </Framed>
            </Route>
            <Route path={routes.room}>
              {canMeet ? (
                // Brings its own frame: a meeting has none.
                <Suspense fallback={<Frame>{null}</Frame>}>
                  <RoomPage />
                </Suspense>
              ) : (
                <Framed>
                  <Trouble kind="unsupported" />
                </Framed>
              )}
            </Route>
            <Route>
              <Framed>
                <Trouble kind="not_found" />
              </Framed>
            </Route>
          </Switch>
        </Boundary>
        <OpenedSettings />
        <Toasts />
      </QueryClientProvider>
    </I18nProvider>
  )
}

/** The frame is drawn at once and keeps the page's place. */
function Framed({ children }: { children: React.ReactNode }) {
  return (
    <Frame>
      <Suspense>{children}</Suspense>
    </Frame>
  )
}

function OpenedSettings() {
  const page = useOpened((state) => state.settings)
  return <Suspense>{page && <Settings page={page} />}</Suspense>
}

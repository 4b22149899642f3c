import { App as AntApp, ConfigProvider, Spin } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { Suspense } from 'react';
import { Route, Router, Switch } from 'wouter';
import { Frame } from './frame.tsx';
import { LiveContext, useStream } from './live.ts';
import { PAGES } from './pages.ts';
import { NotFound } from './parts/not-found.tsx';
import { PageError } from './parts/page-error.tsx';
import { SessionContext } from './session-context.ts';
import { useSession, type Session } from './session.ts';
import { THEME } from './theme.ts';
import { FRAME_WORDS } from './frame-words.ts';
import { useWords } from './words.ts';

/** The dashboard for whoever is signed in. */
export function App() {
  const { language } = useWords(FRAME_WORDS);
  const { session, error } = useSession();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={THEME}>
      <AntApp>
        {session && <SignedIn session={session} />}
        {error && <PageError error={error} />}
        {!session && !error && <Spin fullscreen />}
      </AntApp>
    </ConfigProvider>
  );
}

function SignedIn({ session }: { session: Session }) {
  const live = useStream();
  return (
    <SessionContext value={session}>
      <LiveContext value={live}>
        <Router base="/app">
          <Frame>
            <Suspense fallback={<Spin className="page-spin" />}>
              <Switch>
                {PAGES.map(({ path, view }) => (
                  <Route key={path} path={path} component={view} />
                ))}
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </Frame>
        </Router>
      </LiveContext>
    </SessionContext>
  );
}

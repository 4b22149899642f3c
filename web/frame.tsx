import { Alert, Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { LoggedOut } from '../api/auth/me-answer.ts';
import { send } from './client.ts';
import { FRAME_WORDS } from './frame-words.ts';
import { useLive } from './live.ts';
import { PAGES } from './pages.ts';
import { minuteOf } from './parts/moment.ts';
import { useMe } from './session-context.ts';
import { speak, useWords } from './words.ts';

/** Head and menu around a page. On paper and on the wall only the page is shown. */
export function Frame({ children }: { children: ReactNode }) {
  const { say } = useWords(FRAME_WORDS);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {say('skip')}
      </a>
      <Head />
      <div className="body">
        <Pages />
        <main id="main" className="main" tabIndex={-1}>
          <Broken />
          {children}
        </main>
      </div>
    </div>
  );
}

function Head() {
  const { say, language } = useWords(FRAME_WORDS);
  const { me } = useMe();
  return (
    <header className="head">
      <span className="product">{say('product')}</span>
      <ParkClock offsetMs={me.clockOffsetMs} />
      <span className="space" />
      <Button
        type="text"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => {
          speak(language === 'zh' ? 'en' : 'zh');
        }}
      >
        {say('other')}
      </Button>
      <span className="who">{me.identity?.name ?? say('noSignIn')}</span>
      {me.signIn && (
        <Button type="text" onClick={() => void signOut()}>
          {say('signOut')}
        </Button>
      )}
    </header>
  );
}

async function signOut(): Promise<void> {
  const { next } = await send<LoggedOut>('POST', '/auth/logout', {});
  window.location.assign(next);
}

const TICK_MS = 15_000;

/** The park's time, and that it is a demo clock's where it is one. */
function ParkClock({ offsetMs }: { offsetMs: number }) {
  const { say } = useWords(FRAME_WORDS);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return (
    <span className="clock">
      {offsetMs !== 0 && <span className="demo">{say('demo')}</span>}
      <time>{minuteOf(new Date(now + offsetMs).toISOString())}</time>
    </span>
  );
}

function Pages() {
  const { say } = useWords(FRAME_WORDS);
  const { may } = useMe();
  const [location] = useLocation();
  return (
    <nav className="pages" aria-label={say('menu')}>
      {PAGES.map(
        ({ path, name, right }) =>
          name !== undefined &&
          may(right) && (
            <Link
              key={path}
              href={path}
              {...(isWithin(location, path) && { 'aria-current': 'page' as const })}
            >
              {say(name)}
            </Link>
          ),
      )}
    </nav>
  );
}

const isWithin = (location: string, path: string): boolean =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);

function Broken() {
  const { say } = useWords(FRAME_WORDS);
  return useLive() === 'lost' ? <Alert type="warning" banner title={say('lost')} /> : null;
}

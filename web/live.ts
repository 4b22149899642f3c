import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import type { StreamChange, StreamTouch } from '../api/page-responses.ts';

/** How the page hears of changes: `lost` while the stream is broken and being resumed. */
export type Live = 'live' | 'lost';

/** How the page hears of changes, for the header. */
export const LiveContext = createContext<Live>('live');
export const useLive = (): Live => useContext(LiveContext);

// Several lines come of one settle; one reading shows them all. In a storm a page reads anew at most
// this often, so that it stays within what one person may ask.
const GATHER_MS = 300;
const APART_MS = 1_500;
const REFUSED_MS = 5_000;

/**
 * Follows the stream of changes and has read anew what they touch. After a break everything is, since
 * the stream goes on with the lines of stories alone.
 */
export function useStream(): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>('live');
  useEffect(() => {
    const touched = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let refreshedAt = -APART_MS;
    let wasLost = false;
    const refresh = (): void => {
      timer = undefined;
      refreshedAt = performance.now();
      const projects = new Set(touched);
      touched.clear();
      void client.invalidateQueries({ predicate: ({ queryKey }) => isTouched(queryKey, projects) });
    };
    const touch = (projects: readonly string[]): void => {
      for (const project of projects) touched.add(project);
      const wait = refreshedAt + APART_MS - performance.now();
      timer ??= setTimeout(refresh, Math.max(GATHER_MS, wait));
    };
    const leave = followStream({
      // `as`: the API's own types.
      change: (data) => {
        touch([(JSON.parse(data) as StreamChange).project]);
      },
      touched: (data) => {
        touch((JSON.parse(data) as StreamTouch).projects);
      },
      // So long away that the stream has nothing to resume from.
      reset: () => void client.invalidateQueries(),
      open: () => {
        if (wasLost) void client.invalidateQueries();
        wasLost = false;
        setLive('live');
      },
      error: () => {
        wasLost = true;
        setLive('lost');
      },
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [client]);
  return live;
}

/** Listens to the stream for good, by kind of message; ends with the returned function. */
function followStream(listeners: Record<string, (data: string) => void>): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource('/stream');
    for (const [kind, listener] of Object.entries(listeners)) {
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        listener(data);
      });
    }
    // What is refused, as by a proxy before an API that starts, the browser does not try again.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REFUSED_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Keys are `['project', code, …]` for what is about one project, `['park', …]` for all of them. */
const isTouched = ([kind, code]: readonly unknown[], projects: ReadonlySet<string>): boolean =>
  kind === 'park' || (kind === 'project' && typeof code === 'string' && projects.has(code));

import { Link } from 'wouter';
import { FRAME_WORDS } from '../frame-words.ts';
import { useWords } from '../words.ts';
import { PageHead } from './page-head.tsx';

/** For an address that no page has. */
export function NotFound() {
  const { say } = useWords(FRAME_WORDS);
  return (
    <PageHead title={say('notFound')}>
      <Link href="/">{say('toToday')}</Link>
    </PageHead>
  );
}

import { Link } from 'wouter';
import { FRAME_WORDS } from '../frame-words.ts';
import { useMe } from '../session-context.ts';
import { useWords } from '../words.ts';
import { PageHead } from './page-head.tsx';

/** For a code that no project has, or none that the reader sees: how it comes about and the ways on. */
export function NoProject({ code }: { code: string }) {
  const { say } = useWords(FRAME_WORDS);
  const { may } = useMe();
  return (
    <>
      <PageHead title={say('noProject', { code })} />
      <section className="panel" role="alert">
        <p>{say('noProjectWhy')}</p>
        <ul>
          <li>
            <Link href="/projects">{say('toProjects')}</Link>
          </li>
          {may('importTables') && (
            <li>
              <Link href="/projects/import">{say('toImport')}</Link>
            </li>
          )}
          {may('seeIntake') && (
            <li>
              <Link href="/data">{say('toParked')}</Link>
            </li>
          )}
        </ul>
      </section>
    </>
  );
}

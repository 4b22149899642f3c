import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ProjectPage } from '../../../api/page-responses.ts';
import { pathWith } from '../../client.ts';
import { useMilestoneName, useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { ALERT_COLOURS } from '../../parts/colours.ts';
import { floorText, moneyText, siteText } from '../../parts/figures.ts';
import { dayOf, minuteOf } from '../../parts/moment.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** Which project, how it stands, and its files. */
export function ProjectHead({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  return (
    <div className="whole">
      <PageHead title={`${project.code} ${project.name}`}>
        <ColourMark colour={project.colour} caveat={project.caveat} />
        {project.sample && <span className="note">{say('sample')}</span>}
        <Files code={project.code} />
      </PageHead>
      {project.fault !== null && (
        <p role="alert" className="late">
          {say('fault', { fault: project.fault })}
        </p>
      )}
      <Standing project={project} />
    </div>
  );
}

function Files({ code }: { code: string }) {
  const { say } = useWords(PROJECT_WORDS);
  const { may } = useMe();
  return (
    <span className="files no-print">
      <button
        type="button"
        className="plain"
        onClick={() => {
          window.print();
        }}
      >
        {say('print')}
      </button>
      {may('exportReports') && (
        <>
          <a href={`/exports/projects/${encodeURIComponent(code)}.docx`}>{say('docx')}</a>
          <a href={pathWith('/exports/projects.xlsx', { q: code })}>{say('xlsx')}</a>
        </>
      )}
      <Link href={pathWith('/plan', { q: code })}>{say('toPlan')}</Link>
    </span>
  );
}

function Standing({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const milestoneName = useMilestoneName();
  const term = useTerm();
  return (
    <dl className="standing">
      <Pair name={say('investor')}>{project.investor}</Pair>
      <Size size={project.size} />
      <Pair name={say('stage')}>{milestoneName(project.stage)}</Pair>
      <Pair name={say('status')}>{term('status', project.status)}</Pair>
      <Pair name={say('since')}>{dayOf(project.colourSince)}</Pair>
      <Progress project={project} />
      <Pair name={say('alerts')}>
        <Link href={`/alerts?project=${encodeURIComponent(project.code)}`}>
          {ALERT_COLOURS.map((colour) => (
            <span key={colour}>
              <ColourMark colour={colour} bare /> {project.alerts[colour]}{' '}
            </span>
          ))}
        </Link>
      </Pair>
      <Pair name={say('assessed')}>{minuteOf(project.assessedAt)}</Pair>
    </dl>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Size({ size }: Pick<ProjectPage, 'size'>) {
  const { say, language } = useWords(PROJECT_WORDS);
  const { investment, siteSquareMetres: site, floorSquareMetres: floor } = size;
  return (
    <>
      {investment !== null && (
        <Pair name={say('investment')}>{moneyText(investment, language)}</Pair>
      )}
      {site !== null && <Pair name={say('site')}>{siteText(site, language)}</Pair>}
      {floor !== null && <Pair name={say('floor')}>{floorText(floor, language)}</Pair>}
    </>
  );
}

function Progress({ project: { assessment } }: { project: ProjectPage }) {
  const { say, language } = useWords(PROJECT_WORDS);
  const { progress } = assessment;
  if (!progress) return null;
  const { investedToDate: money, physicalShare: percent } = progress;
  return (
    <Pair name={`${say('progress')} ${progress.month}`}>
      {percent !== undefined && say('physical', { percent })}{' '}
      {money !== undefined && say('invested', { money: moneyText(money, language) })}
    </Pair>
  );
}

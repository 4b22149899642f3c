import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'wouter';
import type { ApprovalAnswer } from '../../../api/approval-responses.ts';
import { get } from '../../client.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageLoaded } from '../../parts/page-loaded.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Toggles } from '../../parts/toggles.tsx';
import { Twin } from '../../parts/twin.tsx';
import { approvalPath, projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { useApprovalAddress, VIEWS, type ApprovalAddress } from './approval-address.ts';
import './approval.css';
import { Gates, Names } from './gates.tsx';
import { Graph } from './graph.tsx';
import { ItemDrawer } from './item-drawer.tsx';
import { ItemTable } from './item-table.tsx';
import { Legend } from './legend.tsx';
import { useApprovalWords } from './use-approval-words.ts';
import { WholeActs } from './whole-acts.tsx';
import { APPROVAL_WORDS } from './words.ts';

/** 并联审批图: one round of a project's approval as a graph, each item with its clock; `?item=` opens one. */
export function Approval() {
  const { say } = useWords(APPROVAL_WORDS);
  const { code = '', round = '1' } = useParams();
  const approval = useQuery({
    queryKey: ['project', code, 'approval', round],
    queryFn: ({ signal }) => get<ApprovalAnswer>(approvalPath(code, round), {}, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <PageLoaded of={approval} title={say('titleOf', { name: code })} project={code}>
      {(answer) => <Shown approval={answer} />}
    </PageLoaded>
  );
}

function Shown({ approval }: { approval: ApprovalAnswer }) {
  const { assessment, fault } = approval;
  const words = useApprovalWords(assessment.items);
  const address = useApprovalAddress();
  const { view, open, withOthers } = address;
  const shown = useMemo(
    () => assessment.items.filter(({ applies }) => withOthers || applies !== 'no'),
    [assessment, withOthers],
  );
  const { say } = words;
  return (
    <div className="approval-page">
      <Head approval={approval} />
      {fault !== null && <Alert type="warning" showIcon title={say('fault', { why: fault })} />}
      <Bar address={address} others={countOthers(assessment.items)} />
      <div className="approval-summary">
        <Panel title={say('criticalPath')}>
          {assessment.criticalPath.length === 0 && <p className="note">{say('noCriticalPath')}</p>}
          <Names ids={assessment.criticalPath} words={words} open={open} />
        </Panel>
        <Gates gates={assessment.gates} words={words} open={open} />
      </div>
      <WholeActs approval={approval} words={words} />
      {shown.length === 0 && <p>{say('empty')}</p>}
      {view === 'graph' && (
        <>
          <Legend />
          <Graph {...{ approval, shown, words, open }} openItem={address.item} />
        </>
      )}
      <Twin isUnseen={view === 'graph'}>
        <ItemTable
          items={shown}
          stages={assessment.stages}
          words={words}
          open={view === 'graph' ? undefined : open}
        />
      </Twin>
      <ItemDrawer
        {...{ code: approval.project, round: approval.round, item: address.item, words, open }}
        close={() => {
          address.put('item', null);
        }}
      />
    </div>
  );
}

function Head({ approval }: { approval: ApprovalAnswer }) {
  const { say } = useWords(APPROVAL_WORDS);
  const { assessment, project, round } = approval;
  return (
    <PageHead title={say('titleOf', { name: assessment.name })}>
      <ColourMark colour={assessment.closed ? null : assessment.colour} />
      <span>{assessment.phase ?? say('round', { round })}</span>
      <span>{progressOf(approval, say)}</span>
      <span className="space" />
      <Link href={projectPath(project)}>{say('toProject')}</Link>
      <Link href="/approvals">{say('toList')}</Link>
    </PageHead>
  );
}

function Bar({ address, others }: { address: ApprovalAddress; others: number }) {
  const { say } = useWords(APPROVAL_WORDS);
  const { view, withOthers, put } = address;
  return (
    <div className="approval-bar no-print">
      <Toggles
        label={say('view')}
        values={VIEWS}
        isPressed={(one) => one === view}
        press={(one) => {
          put('view', one);
        }}
      >
        {(one) => say(one)}
      </Toggles>
      {others > 0 && (
        <label>
          <input
            type="checkbox"
            checked={withOthers}
            onChange={({ target }) => {
              put('all', target.checked ? 'true' : null);
            }}
          />{' '}
          {say('withOthers', { count: others })}
        </label>
      )}
      {view === 'graph' && <span className="note">{say('keys')}</span>}
    </div>
  );
}

const countOthers = (items: ApprovalAnswer['assessment']['items']): number =>
  items.filter(({ applies }) => applies === 'no').length;

function progressOf(
  { assessment: { items, complete } }: ApprovalAnswer,
  say: ReturnType<typeof useApprovalWords>['say'],
): string {
  const needed = items.filter(({ applies }) => applies === 'yes');
  if (complete) return say('complete');
  return say('progress', { done: needed.filter(({ done }) => done).length, of: needed.length });
}

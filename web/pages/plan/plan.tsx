import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PlanAnswer } from '../../../api/page-responses.ts';
import { get } from '../../client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useParkDay } from '../../parts/park-day.ts';
import { Twin } from '../../parts/twin.tsx';
import { useWords } from '../../words.ts';
import { Filters } from '../projects/filters.tsx';
import { Axis } from './axis.tsx';
import { Chart } from './chart.tsx';
import { Detail } from './detail.tsx';
import { Legend } from './legend.tsx';
import { Pages } from './pages.tsx';
import { PlanBar } from './plan-bar.tsx';
import { usePlanAddress, type PlanAddress } from './plan-address.ts';
import { chartRows } from './plan-bars.ts';
import { PlanTable } from './plan-table.tsx';
import { planWindow, type PlanWindow } from './plan-window.ts';
import './plan.css';
import { RowNames } from './row-names.tsx';
import { PLAN_WORDS } from './words.ts';

/** As many projects as a wall holds. */
const AT_ONCE = 25;

/** 挂图作战: projects and their milestones along time, what was approved, what is and what is to come. */
export function Plan() {
  const { say } = useWords(PLAN_WORDS);
  const address = usePlanAddress();
  const today = useParkDay();
  const { zoom, at, list, cursors } = address;
  const span = useMemo(() => planWindow(zoom, { at, today }), [zoom, at, today]);
  const query = {
    ...list.query,
    from: span.from,
    to: span.to,
    after: cursors.at(-1),
    limit: AT_ONCE,
  };
  const plan = useQuery({
    queryKey: ['park', 'plan', query],
    queryFn: ({ signal }) => get<PlanAnswer>('/plan', query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="plan-page">
      <PageHead title={say('title')} />
      <Filters list={list} />
      <Loaded of={plan}>
        {(answer) => <Shown answer={answer} address={address} span={span} />}
      </Loaded>
    </div>
  );
}

interface Seen {
  answer: PlanAnswer;
  address: PlanAddress;
  span: PlanWindow;
}

function Shown({ answer, address, span }: Seen) {
  const { say } = useWords(PLAN_WORDS);
  const { items, estimatedYears } = answer;
  if (items.length === 0) return <Empty what={say('empty')} how={say('emptyHow')} />;
  const isChart = address.view === 'chart';
  return (
    <>
      <PlanBar address={address} span={span} codes={items.map(({ code }) => code)} />
      {isChart && <Gantt answer={answer} address={address} span={span} />}
      {estimatedYears.length > 0 && (
        <p className="note">{say('estimated', { years: estimatedYears.join('、') })}</p>
      )}
      <Twin isUnseen={isChart}>
        <PlanTable rows={items} />
      </Twin>
      <Pages answer={answer} address={address} atOnce={AT_ONCE} />
    </>
  );
}

function Gantt({ answer, address, span }: Seen) {
  const [current, choose] = useState<string>();
  const { unfolded, put } = address;
  const folding = [...unfolded].sort().join(',');
  const rows = useMemo(
    () => chartRows(answer.items, new Set(folding.split(','))),
    [answer, folding],
  );
  const drawing = useMemo(
    () => ({ answer, rows, window: span, current }),
    [answer, rows, span, current],
  );
  const fold = (code: string, isUnfolded: boolean): void => {
    const others = [...unfolded].filter((one) => one !== code);
    put('unfolded', [...others, ...(isUnfolded ? [code] : [])].join(','));
  };
  return (
    <>
      <Legend />
      <div className="gantt">
        <div className="gantt-corner" />
        <Axis window={span} />
        <RowNames {...{ rows, current, unfolded, choose, fold }} />
        <Chart drawing={drawing} choose={choose} />
      </div>
      <Detail row={rows.find(({ key }) => key === current)} />
    </>
  );
}

import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import './data.css';
import { Findings } from './findings.tsx';
import { Letters } from './letters.tsx';
import { Parked } from './parked.tsx';
import { Questions } from './questions.tsx';
import { Sources } from './sources.tsx';
import { DATA_WORDS } from './words.ts';

/** 数据质量: who has sent what, what could not be taken, and what a person has to confirm. */
export function Data() {
  const { say } = useWords(DATA_WORDS);
  return (
    <>
      <PageHead title={say('title')} />
      <div className="data">
        <Panel title={say('sources')}>
          <Sources />
        </Panel>
        <Panel title={say('letters')}>
          <Letters />
        </Panel>
        <Panel title={say('parked')}>
          <Parked />
        </Panel>
        <Panel title={say('findings')}>
          <Findings />
        </Panel>
        <Panel title={say('questions')}>
          <Questions />
        </Panel>
      </div>
    </>
  );
}

import type { ReactNode } from 'react';
import { INKS } from '../../parts/colours.ts';
import { CROSSING, LINE_INKS, SLANTS, type Slant } from '../../parts/slants.ts';
import { useWords } from '../../words.ts';
import { hatch } from './hatch.ts';
import { PLAN_WORDS } from './words.ts';

const BOX = { x: 0.5, y: 1.5, width: 33, height: 11 };

/** What bars, marks and lines of the chart mean. */
export function Legend() {
  const { say } = useWords(PLAN_WORDS);
  return (
    <ul className="plan-legend" aria-label={say('legend')}>
      <Sign word={say('legendBaseline')}>
        <rect x="0.5" y="4.5" width="33" height="6" fill="#dde3e9" stroke="#8a97a5" />
      </Sign>
      <Sign word={say('legendActual')}>
        <rect {...BOX} fill="#5b7f95" stroke="#33566b" />
      </Sign>
      <Sign word={say('legendForecast')}>
        <rect {...BOX} fill="#fff" stroke="#4d5663" strokeDasharray="4 3" />
      </Sign>
      <Sign word={say('legendLate')}>
        <rect {...BOX} fill={INKS.red} stroke="#1f2933" />
        <Lines slant={SLANTS.red} ink={LINE_INKS.red} />
      </Sign>
      <Sign word={say('legendCaveat')}>
        <rect {...BOX} fill={INKS.red} stroke="#1f2933" />
        <Lines slant={SLANTS.red} ink={LINE_INKS.red} />
        <Lines slant={CROSSING[SLANTS.red]} ink={LINE_INKS.red} />
      </Sign>
      <Sign word={say('legendPause')}>
        <Lines slant="falling" ink="#8a919c" />
      </Sign>
      <Sign word={say('legendToday')}>
        <path d="M17 0V14" stroke="#0b5c8a" strokeWidth="2" />
      </Sign>
      <Sign word={say('legendOff')}>
        <rect {...BOX} fill="rgba(90,105,120,0.25)" />
      </Sign>
      <Sign word={say('legendArrow')}>
        <path d="M1 3H17V11H27" fill="none" stroke={INKS.red} strokeWidth="2.5" />
        <path d="M33 11 25 7V15Z" fill={INKS.red} />
      </Sign>
      <Sign word={say('legendRedLine')}>
        <path d="M17 1 23 7 17 13 11 7Z" fill="#fff" stroke={INKS.red} strokeWidth="2.5" />
      </Sign>
    </ul>
  );
}

function Sign({ word, children }: { word: string; children: ReactNode }) {
  return (
    <li>
      <svg viewBox="0 0 34 14" width="34" height="14" aria-hidden="true">
        {children}
      </svg>{' '}
      {word}
    </li>
  );
}

const Lines = ({ slant, ink }: { slant: Slant; ink: string }) => (
  <path d={hatch(BOX, slant)} fill="none" stroke={ink} />
);

import type { ExplanationAnswer } from '../api/responses.ts';
import type { Explanation } from '../domain/explain.ts';
import { groundsText } from './grounds-text.ts';

/** An explanation as people read it on a terminal; `grounds` add the facts behind what is not green. */
export function explanationText(
  { colour, headline, signals, findings }: Explanation,
  grounds: ExplanationAnswer['grounds'],
): string {
  const blocks = [
    `${colour ?? '-'}  ${headline}`,
    ...signals.map((signal) =>
      [
        `  ${signal.colour}${counted(signal)}  ${signal.text}`,
        `      ${signal.rule}`,
        ...signal.flips.map((flip) => `      → ${flip}`),
        ...groundsOf(signal, grounds).map((line) => `      ${line}`),
      ].join('\n'),
    ),
    ...findings.map(({ text }) => `  ·  ${text}`),
  ];
  return blocks.join('\n');
}

type Told = Explanation['signals'][number];

// A signal may colour itself and not, or less, the project.
const counted = ({ colour, projectColour }: Told): string =>
  projectColour === colour ? '' : `→${projectColour}`;

function groundsOf({ id, colour }: Told, grounds: ExplanationAnswer['grounds']): string[] {
  const own = colour === 'green' ? undefined : grounds[id];
  return own ? groundsText(own) : [];
}

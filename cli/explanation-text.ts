import type { GroundedExplanation, GroundedSignal } from '../domain/grounded-signal.ts';
import { groundsText } from './grounds-text.ts';

/** An explanation as people read it on a terminal, with the facts behind what is not green. */
export function explanationText({
  colour,
  headline,
  signals,
  findings,
}: GroundedExplanation): string {
  const blocks = [
    `${colour ?? '-'}  ${headline}`,
    ...signals.map((signal) =>
      [
        `  ${signal.colour}${counted(signal)}  ${signal.text}`,
        `      ${signal.rule}`,
        ...signal.flips.map((flip) => `      → ${flip}`),
        ...groundsOf(signal).map((line) => `      ${line}`),
      ].join('\n'),
    ),
    ...findings.map(({ text }) => `  ·  ${text}`),
  ];
  return blocks.join('\n');
}

// A signal may colour itself and not, or less, the project.
const counted = ({ colour, projectColour }: GroundedSignal): string =>
  projectColour === colour ? '' : `→${projectColour}`;

const groundsOf = ({ colour, grounds }: GroundedSignal): string[] =>
  colour === 'green' ? [] : groundsText(grounds);

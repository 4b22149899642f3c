import type { Explanation } from '../domain/explain.ts';

/** An explanation as people read it on a terminal. */
export function explanationText({ colour, headline, signals, findings }: Explanation): string {
  const blocks = [
    `${colour ?? '-'}  ${headline}`,
    ...signals.map((signal) =>
      [
        `  ${signal.colour}${counted(signal)}  ${signal.text}`,
        `      ${signal.rule}`,
        ...signal.flips.map((flip) => `      → ${flip}`),
      ].join('\n'),
    ),
    ...findings.map(({ text }) => `  ·  ${text}`),
  ];
  return blocks.join('\n');
}

// A signal may colour itself and not, or less, the project.
const counted = ({ colour, projectColour }: Explanation['signals'][number]): string =>
  projectColour === colour ? '' : `→${projectColour}`;

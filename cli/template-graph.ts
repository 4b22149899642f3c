import type { ApprovalTemplate, ItemTemplate, Requirement } from '../domain/approval/template.ts';

/**
 * A template as a Mermaid flowchart: a box a stage, arrows from what must be done to what waits for
 * it, thick ones into gates; dotted where it is needed only if it applies, or softly. Words on an
 * arrow: `or` for alternatives, the step of a supply, `soft`.
 */
export function templateGraph({ stages, items, gates }: ApprovalTemplate): string {
  const boxes = stages.flatMap(({ id, label }) => [
    `  subgraph stage_${id}["${id} ${quotable(label.zh)}"]`,
    ...items.filter(({ stage }) => stage === id).map((item) => `    ${boxOf(item)}`),
    '  end',
  ]);
  const needs = [
    ...items.flatMap(({ id, prereq }) => needsOf(prereq, { into: nodeOf(id), line: '-->' })),
    ...gates.flatMap(({ milestone, hard, soft }) => {
      const into = milestoneNode(milestone);
      return [
        ...hard.flatMap((one) => needsOf(one, { into, line: '==>' })),
        ...soft.flatMap((one) => needsOf(one, { into, line: '-.->', words: ['soft'] })),
      ];
    }),
  ];
  const codes = new Set([
    ...gates.map(({ milestone }) => milestone),
    ...milestonesIn(items, gates),
  ]);
  return [
    'flowchart LR',
    ...boxes,
    ...[...codes].map((code) => `  ${milestoneNode(code)}{{${code}}}`),
    ...needs.map((need) => `  ${arrowOf(need, items)}`),
  ].join('\n');
}

interface Arrow {
  into: string;
  line: '-->' | '==>' | '-.->';
  words?: readonly string[];
}

interface Need extends Arrow {
  leaf: Exclude<Requirement, { all: readonly Requirement[] } | { any: readonly Requirement[] }>;
}

function needsOf(requirement: Requirement, arrow: Arrow): Need[] {
  if ('all' in requirement) return requirement.all.flatMap((one) => needsOf(one, arrow));
  if ('any' in requirement) {
    const words = [...(arrow.words ?? []), 'or'];
    return requirement.any.flatMap((one) => needsOf(one, { ...arrow, words }));
  }
  const isDotted = 'item' in requirement && requirement.ifApplies === true;
  return [{ ...arrow, ...(isDotted && { line: '-.->' }), leaf: requirement }];
}

function arrowOf({ into, line, words = [], leaf }: Need, items: readonly ItemTemplate[]): string {
  const all = 'utility' in leaf ? [...words, leaf.step] : words;
  return `${startOf(leaf, items)} ${line}${all.length > 0 ? `|${all.join(', ')}|` : ''} ${into}`;
}

function startOf(leaf: Need['leaf'], items: readonly ItemTemplate[]): string {
  if ('item' in leaf) return nodeOf(leaf.item);
  if ('milestone' in leaf) return milestoneNode(leaf.milestone);
  const supply = items.find(({ utility }) => utility === leaf.utility);
  return nodeOf(supply?.id ?? leaf.utility);
}

const milestonesIn = (
  items: ApprovalTemplate['items'],
  gates: ApprovalTemplate['gates'],
): string[] =>
  [...items.map(({ prereq }) => prereq), ...gates.flatMap(({ hard, soft }) => [...hard, ...soft])]
    .flatMap((one) => needsOf(one, { into: '', line: '-->' }))
    .flatMap(({ leaf }) => ('milestone' in leaf ? [leaf.milestone] : []));

const boxOf = ({ id, name, authority, appliesWhen }: ItemTemplate): string =>
  `${nodeOf(id)}["${id}${appliesWhen ? '?' : ''} ${quotable(name.zh)}<br/>${quotable(authority)}"]`;

// A hyphen in an id could be read as the beginning of an arrow.
const nodeOf = (id: string): string => id.replaceAll('-', '_');
const milestoneNode = (code: string): string => `milestone_${code}`;

const quotable = (text: string): string => text.replaceAll('"', '#quot;');

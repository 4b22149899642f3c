import { describe, expect, it } from '@jest/globals';
import { layOutApproval } from '../../../../../web/pages/approval/graph-layout.ts';
import { accepted, opened, standing } from '../../../../support/an-approval.ts';
import { approvalAt, approvalDefinitionsWith } from '../../../../support/assessed-approval.ts';

const definitions = approvalDefinitionsWith('G');
const facts = [opened('2026-02-02'), standing('2026-02-02'), accepted('2026-03-02')];
const assessment = approvalAt(facts, '2026-03-05', { definitions });
const requires = Object.fromEntries(
  definitions.template.items.map(({ id, prereq }) => [id, prereq]),
);
const shown = assessment.items.filter(({ applies }) => applies === 'yes');
const graph = layOutApproval({ assessment, requires }, shown);

describe('the graph of an approval', () => {
  it('has a band for each stage, one below the other', () => {
    const stages = assessment.stages.map(({ id }) => id);
    const drawn = graph.bands.map(({ stage }) => stage.id);

    expect(drawn.length).toBeGreaterThan(2);
    expect(drawn).toEqual(stages.filter((id) => shown.some(({ stage }) => stage === id)));
    const feet = graph.bands.map(({ y, height }) => y + height);
    graph.bands.slice(1).forEach(({ y }, nth) => {
      expect(y).toBeGreaterThan(feet[nth] ?? 0);
    });
  });

  it('puts each item into the lane of its department in the band of its stage', () => {
    expect(graph.items).toHaveLength(shown.length);
    for (const { item, y } of graph.items) {
      const band = graph.bands.find(({ stage }) => stage.id === item.stage);
      const lane = band?.lanes.find(({ authority }) => authority === item.authority);
      const { y: top = Infinity, height = 0 } = lane ?? {};
      expect([item.id, y >= top && y < top + height]).toEqual([item.id, true]);
    }
    expect(new Set(graph.items.map(({ x, y }) => `${x} ${y}`)).size).toBe(shown.length);
  });

  it('leads from left to right within a stage, and shows what is still needed', () => {
    const placeOf = (id: string) => graph.items.find(({ item }) => item.id === id);

    expect(graph.needs.length).toBeGreaterThan(5);
    for (const { from, to, isMet } of graph.needs) {
      const [before, after] = [placeOf(from), placeOf(to)];
      if (before?.item.stage === after?.item.stage) {
        expect([from, to, (before?.x ?? 0) < (after?.x ?? 0)]).toEqual([from, to, true]);
      }
      expect([to, isMet]).toEqual([to, !after?.item.waitsFor.includes(from)]);
    }
  });

  it('marks the steps of the critical path and no others', () => {
    const [first] = graph.needs;
    const next = graph.needs.find(({ from }) => from === first?.to);
    const path = [first?.from ?? '', first?.to ?? '', next?.to ?? ''];

    const { needs } = layOutApproval(
      { assessment: { ...assessment, criticalPath: path }, requires },
      shown,
    );

    expect(needs.filter(({ isCritical }) => isCritical).map(({ from, to }) => [from, to])).toEqual([
      path.slice(0, 2),
      path.slice(1),
    ]);
  });
});

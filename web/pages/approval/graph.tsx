import { Controls, MarkerType, ReactFlow, type Edge, type ReactFlowInstance } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ApprovalAnswer } from '../../../api/approval-responses.ts';
import type { ItemAssessment } from '../../../domain/approval/assessment.ts';
import { dayOf } from '../../parts/moment.ts';
import { BandNode, type BandNodeType } from './band-node.tsx';
import { ITEM_SIZE, layOutApproval, type ApprovalGraph, type Need } from './graph-layout.ts';
import { ItemNode, type ItemNodeType } from './item-node.tsx';
import { itemTowards } from './item-towards.ts';
import type { ApprovalWords } from './use-approval-words.ts';

type AnyNode = BandNodeType | ItemNodeType;

const NODE_TYPES = { item: ItemNode, band: BandNode };

/** The items of an approval by stage and department, with what needs what. */
export function Graph({
  approval,
  shown,
  words,
  openItem,
  open,
}: {
  approval: ApprovalAnswer;
  shown: readonly ItemAssessment[];
  words: ApprovalWords;
  openItem: string | null;
  open: (item: string) => void;
}) {
  const graph = useMemo(() => layOutApproval(approval, shown), [approval, shown]);
  const [entry, setEntry] = useState<string>();
  const pane = useRef<HTMLDivElement>(null);
  const current = graph.items.some(({ item }) => item.id === entry)
    ? entry
    : graph.items[0]?.item.id;
  const nodes = nodesOf(graph, {
    ...{ words, openItem, entry: current, today: dayOf(approval.at) },
    open: (item) => {
      setEntry(item);
      open(item);
    },
  });
  const move = (event: KeyboardEvent): void => {
    const next = current === undefined ? undefined : itemTowards(event.key, current, graph.items);
    if (next === undefined) return;
    event.preventDefault();
    setEntry(next);
    pane.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <div
      ref={pane}
      className="approval-graph"
      style={{ ...printSize(graph), height: graph.height + 24 }}
      role="group"
      aria-label={words.say('graph')}
      onKeyDown={move}
    >
      <ReactFlow
        nodes={nodes}
        edges={graph.needs.map(edgeOf)}
        nodeTypes={NODE_TYPES}
        onInit={(flow) => void fit(flow, { pane: pane.current, width: graph.width })}
        {...STILL}
      >
        <Controls showInteractive={false} className="no-print" />
      </ReactFlow>
    </div>
  );
}

// Nothing is dragged or drawn here: facts alone move it. The page scrolls over it.
const STILL = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  zoomOnScroll: false,
  preventScrolling: false,
  zoomOnDoubleClick: false,
  proOptions: { hideAttribution: true },
  minZoom: 0.25,
  maxZoom: 1.5,
} as const;

/** Whole in its width where that can still be read; the page is scrolled, not the graph. */
async function fit(
  flow: ReactFlowInstance<AnyNode>,
  { pane, width }: { pane: HTMLElement | null; width: number },
): Promise<void> {
  const room = pane?.clientWidth ?? width;
  const zoom = Math.max(0.6, Math.min(1, room / width));
  await flow.setViewport({ x: Math.max(0, (room - width * zoom) / 2), y: 8, zoom });
}

// Pixels of an upright A3 sheet, less its margins and what stands above the graph.
const SHEET = { width: 1040, height: 1260 };

/** For the style sheet: how much the graph shrinks on paper. */
function printSize({ width, height }: ApprovalGraph): Record<`--${string}`, string> {
  const scale = Math.min(1, SHEET.width / width, SHEET.height / height);
  return { '--print-scale': String(scale), '--print-height': `${height * scale}px` };
}

function nodesOf(
  { bands, items, width }: ApprovalGraph,
  shown: {
    words: ApprovalWords;
    today: string;
    entry: string | undefined;
    openItem: string | null;
    open: (item: string) => void;
  },
): AnyNode[] {
  const { words, today, entry, openItem, open } = shown;
  return [
    ...bands.map((band) => bandNode(band, { width, words })),
    ...items.map(({ item, x, y }): ItemNodeType => ({
      ...{ id: item.id, type: 'item', position: { x, y }, ...ITEM_SIZE },
      data: {
        ...{ item, today, words, isEntry: item.id === entry, isOpen: item.id === openItem },
        open: () => {
          open(item.id);
        },
      },
    })),
  ];
}

const bandNode = (
  band: ApprovalGraph['bands'][number],
  { width, words }: { width: number; words: ApprovalWords },
): BandNodeType => ({
  ...{ id: `stage:${band.stage.id}`, type: 'band', zIndex: -1 },
  ...{ position: { x: band.x, y: band.y }, width, height: band.height },
  data: { band, width, words },
});

const edgeOf = ({ from, to, isMet, isCritical }: Need): Edge => {
  const ink = isCritical ? '#7a1518' : isMet ? '#9aa5b1' : '#4d5663';
  return {
    ...{ id: `${from}>${to}`, source: from, target: to, type: 'default' },
    className: isCritical ? 'critical-edge' : isMet ? 'met-edge' : 'unmet-edge',
    style: { stroke: ink },
    markerEnd: { type: MarkerType.ArrowClosed, color: ink },
  };
};

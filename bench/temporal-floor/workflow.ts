import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow';

/** "Another event for you." */
export const eventCame = defineSignal('eventCame');

const { note } = proxyLocalActivities<{ note: () => Promise<void> }>({
  startToCloseTimeout: '5s',
});

/** The least that a workflow does which takes each event by itself: a signal, and a local activity. */
export async function entity(): Promise<void> {
  const state = { came: 0, noted: 0 };
  setHandler(eventCame, () => {
    state.came += 1;
  });
  for (;;) {
    await condition(() => state.came > state.noted);
    await note();
    state.noted += 1;
  }
}

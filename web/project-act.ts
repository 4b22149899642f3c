import { useState } from 'react';
import { newCommandId, useAct, type Act } from './act.ts';

/** Gives a project the command of one form; each time it is done, the form's next command has an id of its own. */
export function useProjectAct(code: string) {
  const act = useAct(code);
  const [commandId, setCommandId] = useState(newCommandId);
  return {
    commandId,
    isPending: act.isPending,
    isSuccess: act.isSuccess,
    give: (command: Act & { reason: string }, whenDone?: () => void) => {
      act.mutate(
        { ...command, commandId },
        {
          onSuccess: () => {
            setCommandId(newCommandId());
            whenDone?.();
          },
        },
      );
    },
  };
}

import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { FRAME_WORDS } from '../frame-words.ts';
import { useWords } from '../words.ts';

/** What could not be read and why, with another try. */
export function PageError({ error }: { error: Error }) {
  const { say } = useWords(FRAME_WORDS);
  const client = useQueryClient();
  const again = (): void => {
    void client.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  };
  return (
    <Alert
      type="warning"
      showIcon
      title={say('failed')}
      description={error.message}
      action={<Button onClick={again}>{say('again')}</Button>}
    />
  );
}

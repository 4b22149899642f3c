import { ChoiceList } from '../../parts/choice-list.tsx';
import { usePersonChoices } from '../../people.ts';
import { useWords } from '../../words.ts';
import { TODAY_WORDS } from './words.ts';

/** Narrows the page to the projects of one division leader. */
export function LeadChoice({ lead, choose }: { lead: string; choose: (lead: string) => void }) {
  const { say } = useWords(TODAY_WORDS);
  const leaders = usePersonChoices('divisionLeader');
  return (
    <ChoiceList
      className="no-print"
      label={say('lead')}
      value={lead}
      none={say('everyone')}
      choices={leaders}
      choose={choose}
    />
  );
}

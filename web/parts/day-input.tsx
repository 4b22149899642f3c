import { useState } from 'react';
import type { Language } from '../words.ts';
import { useParkDay } from './park-day.ts';

/**
 * A day to come. Browsers write it as their own language does, some with the month first, so that it is
 * said again in the words of the page. Give it another `key` to empty it.
 */
export function DayInput({ name, language }: { name: string; language: Language }) {
  const today = useParkDay();
  const [day, setDay] = useState('');
  return (
    <>
      <input
        name={name}
        type="date"
        required
        min={today}
        onChange={({ target }) => {
          setDay(target.value);
        }}
      />
      <output className="note">{day !== '' && IN_WORDS[language].format(new Date(day))}</output>
    </>
  );
}

// A day without a time is read as midnight UTC.
const inWords = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });

const IN_WORDS = { zh: inWords('zh-CN'), en: inWords('en-GB') };

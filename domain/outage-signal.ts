import { isWorkingDay } from './calendar.ts';
import type { Colour, WorkingCalendar } from './definitions.ts';
import type { Outage } from './dossier.ts';
import type { OutageRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import { isNews } from './stock.ts';
import type { Day } from './time.ts';
import { addDays, dayOf } from './time.ts';

/** Interruptions of supply that are announced and not over: what the site has to prepare for. */
export function outageSignals(setting: Setting): Row[] {
  const { definitions, dossier, horizon } = setting;
  const rule = definitions.policy.rules.outage;
  if (!rule) return [];
  return Object.entries(dossier.outages)
    .filter(([, { to }]) => dayOf(to) >= horizon.today)
    .map(([id, outage]) => outageRow(id, outage, rule, setting));
}

/** From this working day before the outage on it is near, so that nobody hears of it on a day off. */
export function nearFrom(calendar: WorkingCalendar, from: Day, workingDays: number): Day {
  let day = from;
  for (let left = workingDays; left > 0; left -= 1) {
    do day = addDays(day, -1);
    while (!isWorkingDay(calendar, day).working);
  }
  return day;
}

function outageRow(id: string, outage: Outage, rule: OutageRule, setting: Setting): Row {
  const { definitions, dossier, horizon } = setting;
  const [from, last] = [dayOf(outage.from), dayOf(outage.to)];
  const near = nearFrom(definitions.calendar, from, rule.nearFromWorkingDays);
  const over = addDays(last, 1);
  horizon.at(near);
  horizon.at(over);
  const colourOn = (day: Day): Colour => {
    if (day < outage.on || day >= over) return 'green';
    return day < near ? rule.ahead : rule.near;
  };
  const next = [near, over].find((day) => day > horizon.today) ?? over;
  const signal = createSignal({ code: `outage:${id}`, facts: [outage.ref] }, definitions.policy, {
    kind: 'outage',
    colour: colourOn(horizon.today),
    rule,
    reason: {
      code: 'outage',
      numbers: {},
      days: { from, to: last },
      words: { supply: outage.utility },
    },
    flips: [{ by: 'wait', day: next, colour: colourOn(next) }],
  });
  // The utility itself has said so: no source could have prevented it.
  return {
    ...{ signal, colourOn, preventedBy: [], isHistory: outage.backfill === true },
    isNews: isNews([outage.ref], dossier),
  };
}

import { ColourMark } from '../../parts/colour-mark.tsx';
import { SHOWN_COLOURS } from '../../parts/colours.ts';

/** A column for each colour, in the head of a table. */
export const ColourHeads = () =>
  SHOWN_COLOURS.map((colour) => (
    <th key={colour} scope="col">
      <ColourMark colour={colour} />
    </th>
  ));

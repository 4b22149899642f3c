import './act-form.css';

/** A button for each act, of which one is open; pressed again, it is closed. */
export function ActButtons<T extends string>({
  acts,
  open,
  turnTo,
  nameOf,
  label,
  look = 'act',
}: {
  acts: readonly T[];
  open: T | null;
  turnTo: (act: T | null) => void;
  nameOf: (act: T) => string;
  label?: string;
  look?: 'act' | 'plain';
}) {
  return (
    <div
      className={look === 'act' ? 'act-buttons no-print' : 'toggles'}
      {...(label !== undefined && { role: 'group', 'aria-label': label })}
    >
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className={look}
          aria-expanded={open === act}
          onClick={() => {
            turnTo(open === act ? null : act);
          }}
        >
          {nameOf(act)}
        </button>
      ))}
    </div>
  );
}

import type { ReactNode } from 'react';

/** A button that shows whether it is pressed. */
export function Toggle({
  isPressed,
  press,
  children,
}: {
  isPressed: boolean;
  press: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className="plain" aria-pressed={isPressed} onClick={press}>
      {children}
    </button>
  );
}

/** Buttons under a common name, of which one or several are pressed. */
export function Toggles<T extends string>({
  label,
  className,
  values,
  isPressed,
  press,
  children,
}: {
  label: string;
  className?: string;
  values: readonly T[];
  isPressed: (value: T) => boolean;
  press: (value: T) => void;
  children: (value: T) => ReactNode;
}) {
  return (
    <span role="group" aria-label={label} className={className}>
      {values.map((value) => (
        <Toggle
          key={value}
          isPressed={isPressed(value)}
          press={() => {
            press(value);
          }}
        >
          {children(value)}
        </Toggle>
      ))}
    </span>
  );
}

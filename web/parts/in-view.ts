/** Has a part of a list watched; ends with the returned function. */
export type WatchPart = (element: Element, nth: number) => () => void;

/** Tells which parts are in view whenever that changes. */
export function createInView(tell: (parts: ReadonlySet<number>) => void): WatchPart {
  const numbers = new Map<Element, number>();
  const inView = new Set<Element>();
  const say = (): void => {
    tell(new Set([...inView].flatMap((element) => numbers.get(element) ?? [])));
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && numbers.has(target)) inView.add(target);
      else inView.delete(target);
    }
    say();
  });
  return (element, nth) => {
    numbers.set(element, nth);
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      numbers.delete(element);
      if (inView.delete(element)) say();
    };
  };
}

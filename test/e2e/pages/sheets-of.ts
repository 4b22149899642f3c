/** A sheet of paper in points. */
interface Sheet {
  width: number;
  height: number;
}

/** Upright. */
export const A4: Sheet = { width: 595, height: 842 };
/** Lying on its side. */
export const A3_WIDE: Sheet = { width: 1191, height: 842 };

/** The sheets of a PDF as Chromium writes it: the dictionary of a page is plain text there, its size in points. */
export function sheetsOf(pdf: Buffer): Sheet[] {
  const pages = pdf
    .toString('latin1')
    .matchAll(/\/Type \/Page\n.*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/gs);
  return [...pages].map(([, width, height]) => ({
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  }));
}

/** A heading without what differs from list to list: line breaks, blanks, full-width forms, stars. */
export const plainHeading = (heading: string): string =>
  heading.normalize('NFKC').replaceAll(/[\s*·、:]+/gu, '');

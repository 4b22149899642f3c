/** Where a project is found, as a page and at the API. */
export const projectPath = (code: string): string => `/projects/${encodeURIComponent(code)}`;

/** Where a round of its approval is found, as a page and at the API. */
export const approvalPath = (code: string, round: number | string): string =>
  `${projectPath(code)}/approvals/${encodeURIComponent(round)}`;

/** The page of a round of its approval with one of its items open. */
export const itemPath = (code: string, round: number | string, item: string): string =>
  `${approvalPath(code, round)}?item=${encodeURIComponent(item)}`;

/** How often the page looks anew at what the stream of changes tells nothing of. */
export const LOOK_EVERY_MS = 5_000;

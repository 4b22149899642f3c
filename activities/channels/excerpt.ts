/** What of an answer is kept beside a try: its first 300 characters. */
export const excerpt = (text: string): string => text.slice(0, 300);

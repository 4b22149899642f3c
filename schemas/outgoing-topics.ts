/** Topics that the engine writes for others to read. */
export const OUTGOING_TOPICS = ['project.events', 'approval.requests', 'alert.events'] as const;

/** Where the messages of a topic go that could not be taken. */
export const deadLetterTopicOf = (topic: string): string => `${topic}.dlq`;

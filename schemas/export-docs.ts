import { writeFileSync } from 'node:fs';
import { DOCS, eventDocuments } from './event-documents.ts';

// Run by `npm run docs:events` after a change of the schemas or of a lifecycle's milestones.
for (const [path, text] of await eventDocuments()) writeFileSync(new URL(path, DOCS), text);

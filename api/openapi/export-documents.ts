import { writeFileSync } from 'node:fs';
import { writtenDocuments } from './written-documents.ts';

// Run by `npm run docs:api` after a change of a route, of what it takes or answers, or of an event.
for (const [place, text] of await writtenDocuments()) writeFileSync(place, text);

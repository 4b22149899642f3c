import type { Definitions } from '../domain/definitions.ts';
import type { Registration } from '../domain/fact.ts';
import { definitionsFor, type Catalogue } from '../schemas/definitions.ts';
import { CliFailure, EXIT } from './failure.ts';

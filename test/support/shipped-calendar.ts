import type { WorkingCalendar } from '../../domain/definitions.ts';
import { loadDefinitions } from '../../schemas/definitions.ts';

/** The calendar that ships: notices of 2024 to 2026. */
export const shippedCalendar: WorkingCalendar = loadDefinitions().calendar;

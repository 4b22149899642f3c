import { z } from 'zod';
import { eventData, text, type FamilySchemas } from './event-data.ts';

const parcel = {
  parcelNo: text(100),
  areaSquareMetres: z.number().nonnegative().exactOptional().describe('Area of the parcel, m²'),
};

/** Events of the land office. */
export const LAND_EVENTS = {
  'land.contract.signed.v1': eventData(parcel, {
    zh: '出让合同签订',
    en: 'Land contract signed',
    sent: 'The contract on the right to use a parcel has been signed.',
    effect: 'Proves the milestone of land supply.',
    example: { parcelNo: 'P(2025)088', areaSquareMetres: 53_333 },
  }),
  'land.cleared.v1': eventData(parcel, {
    zh: '净地交付',
    en: 'Land cleared',
    sent: 'The parcel is clear and can be handed over.',
    example: { parcelNo: 'P(2025)088' },
  }),
} satisfies FamilySchemas<'land'>;

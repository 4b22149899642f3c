import type { Language } from '../../domain/texts.ts';

const YI = 10_000;

/** 亿元 from 10,000 万元 on, else 万元; English in CNY million. */
export function moneyText(wanYuan: number, language: Language): string {
  if (language === 'en') return `CNY ${trimmed(wanYuan / 100)} million`;
  return wanYuan >= YI ? `${trimmed(wanYuan / YI)} 亿元` : `${trimmed(wanYuan)} 万元`;
}

const MU_SQUARE_METRES = 10_000 / 15;
const WAN_SQUARE_METRES = 10_000;

/** 亩; English in hectares. */
export const siteText = (squareMetres: number, language: Language): string =>
  language === 'en'
    ? `${trimmed(squareMetres / 10_000)} ha`
    : `${trimmed(squareMetres / MU_SQUARE_METRES)} 亩`;

/** 万方 from one on, else 平方米; English in square metres. */
export function floorText(squareMetres: number, language: Language): string {
  if (language === 'en') return `${trimmed(squareMetres)} m²`;
  return squareMetres >= WAN_SQUARE_METRES
    ? `${trimmed(squareMetres / WAN_SQUARE_METRES)} 万方`
    : `${trimmed(squareMetres)} 平方米`;
}

const trimmed = (figure: number): string => String(Math.round(figure * 100) / 100);

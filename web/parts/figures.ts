import type { Language } from '../words.ts';

const YI = 10_000;

/** 亿元 from 10,000 万元 on, else 万元; English in CNY million. */
export function moneyText(wanYuan: number, language: Language): string {
  if (language === 'en') return `CNY ${trimmed(wanYuan / 100)} million`;
  return wanYuan >= YI ? `${trimmed(wanYuan / YI)} 亿元` : `${trimmed(wanYuan)} 万元`;
}

const SQUARE_METRES_A_MU = 2_000 / 3;

/** 亩. */
export const landText = (squareMetres: number, language: Language): string =>
  `${trimmed(squareMetres / SQUARE_METRES_A_MU)} ${language === 'zh' ? '亩' : 'mu'}`;

/** 万方: built area in ten thousand square metres. */
export const floorText = (squareMetres: number, language: Language): string =>
  `${trimmed(squareMetres / 10_000)} ${language === 'zh' ? '万方' : '× 10,000 m²'}`;

const trimmed = (figure: number): string => String(Math.round(figure * 100) / 100);

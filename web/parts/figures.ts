import type { Language } from '../words.ts';

const YI = 10_000;

/** 亿元 from 10,000 万元 on, else 万元; English in CNY million. */
export function moneyText(wanYuan: number, language: Language): string {
  if (language === 'en') return `CNY ${trimmed(wanYuan / 100)} million`;
  return wanYuan >= YI ? `${trimmed(wanYuan / YI)} 亿元` : `${trimmed(wanYuan)} 万元`;
}

const trimmed = (figure: number): string => String(Math.round(figure * 100) / 100);

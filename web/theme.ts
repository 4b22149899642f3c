import type { ThemeConfig } from 'antd';

/** Calm and dense; text keeps 4.5 to 1 against its ground. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0b5c8a',
    colorLink: '#0b5c8a',
    colorTextSecondary: '#4d5663',
    colorTextDescription: '#4d5663',
    colorTextPlaceholder: '#5f6875',
    borderRadius: 4,
    // Whoever asks for less of it gets none: a drawer that is shut while it slides in loses the focus.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily:
      "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', 'WenQuanYi Micro Hei', system-ui, sans-serif",
  },
};

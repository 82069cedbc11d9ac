import type { HandoverReport, Language } from '#core/protocol.ts';

/** The headline in words; `undefined` before the first handover that a person answered. */
export function sayFigure({ answered, repeated, rate, from, to, isCut }: HandoverReport, language: Language): { readonly text: string; readonly title: string } | undefined {
  if (rate === null || from === null || to === null) return undefined;
  const days = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { month: language === 'zh' ? 'long' : 'short', day: 'numeric' });
  const percent = `${Math.round(rate * 1000) / 10}%`;
  return language === 'zh'
    ? { text: `重复询问 ${percent}`, title: `${days.format(from)}至${days.format(to)}结束的 ${answered} 次接待里，${repeated} 次一开始又问了简报里已有的内容${isCut ? '（更早的没有统计）' : ''}` }
    : { text: `Asked again ${percent}`, title: `In ${repeated} of ${answered} handovers that ended from ${days.format(from)} to ${days.format(to)} the agent first asked for what the brief already had${isCut ? '; earlier ones are not counted' : ''}` };
}

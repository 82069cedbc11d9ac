import type { HandoverReport, Language } from '#core/protocol.ts';

/** The headline in words; `undefined` before the first handover that a person answered. */
export function sayFigure({ answered, repeated, rate }: HandoverReport, language: Language): { readonly text: string; readonly title: string } | undefined {
  if (rate === null) return undefined;
  const percent = `${Math.round(rate * 1000) / 10}%`;
  return language === 'zh'
    ? { text: `重复询问 ${percent}`, title: `近 30 天 ${answered} 次接待里，${repeated} 次一开始又问了简报里已有的内容` }
    : { text: `Asked again ${percent}`, title: `In ${repeated} of ${answered} handovers of the last 30 days the agent first asked for what the brief already had` };
}

import { describe, expect, it } from 'vitest';
import { factsOf } from '#core/model-answer/facts.ts';

const formsOf = (text: string): string[] => factsOf(text).map(({ forms: [form = ''] }) => form);

describe('the same fact has the same form, however it is written', () => {
  it.each([
    ['figure:1299 yuan', ['¥1,299', '1299元', '1,299 yuan', 'RMB 1299', '￥１２９９', '１，２９９块钱', 'CNY 1,299']],
    ['figure:13000 yuan', ['1.3万元', '¥13,000', '13000 yuan']],
    ['figure:7 day', ['7天', '七天', 'seven days', '７天', '7 days', '7 calendar days', '7个自然日']],
    ['figure:7 workday', ['7个工作日', '七个工作日', 'seven working days', '7 business days', '7工作日']],
    ['figure:24 hour', ['24小时', '二十四小时', '24 hours', 'twenty-four hours', '24个小时']],
    ['figure:30 percent', ['30%', '30 %', '３０％', '百分之三十', '30 percent', '30 per cent']],
    ['figure:0.5 hour', ['半小时', 'half an hour', '0.5 hours', '半个小时']],
    ['figure:2 time', ['两次', 'twice', '2 times', '二次']],
    ['range:1-3 workday', ['1–3个工作日', '1-3 working days', '1至3个工作日', '一到三个工作日', 'one to three working days', '１～３个工作日', '1个工作日到3个工作日']],
    ['range:50-800 yuan', ['¥50–¥800', '50元到800元', '¥50 to ¥800']],
    ['date:--11-11', ['11月11日', '11月11号', '11 November', 'November 11th', '十一月十一日', '11th of November']],
    ['date:2027-05-31', ['2027-05-31', '2027年5月31日', '31 May 2027', 'May 31, 2027', '2027/5/31']],
    ['monthday:01', ['每月1日', '每个月1号', '1st of the month', '1st of each month']],
    ['time:21:00', ['21:00', '晚上9点', '下午九点', '9 pm', '9 p.m.', '9:00 PM', '21点', '２１：００']],
    ['time:09:30', ['9:30', '09:30', '早上九点半', '9点30分', '9:30 am']],
    ['phone:4000005218', ['400-000-5218', '400 000 5218', '4000005218', '４００－０００－５２１８']],
    ['phone:13800138000', ['13800138000', '138 0013 8000', '+86 13800138000', '138-0013-8000']],
    ['email:service@liwu.example', ['service@liwu.example', 'Service@Liwu.example', 'ｓｅｒｖｉｃｅ@liwu.example']],
    ['link:www.liwu.example/returns', ['https://www.liwu.example/returns', 'www.liwu.example/returns/', '[here](https://www.liwu.example/returns)', 'HTTPS://WWW.LIWU.EXAMPLE/returns.']],
    ['code:pwned7731', ['PWNED-7731', 'pwned7731', 'PWNED_7731']],
    ['figure:30 workday', ['30个工作日', '叁拾个工作日', '٣٠个工作日', '３０ working days', '𝟑𝟎 working days']],
    ['figure:2 week', ['2周', 'a fortnight', 'two weeks', '两个星期']],
    ['figure:12 month', ['12个月', 'a dozen months', 'twelve months']],
    ['figure:3 percent', ['3%', '千分之三十']],
    ['figure:99 usd', ['$99', '99美元', '99 dollars']],
    ['weekday:2', ['周二', '星期二', 'next Tuesday', '下周二']],
    ['feast:spring', ['春节', 'Spring Festival', 'Chinese New Year']],
    ['phone:4008886666', ['四零零八八八六六六六', 'four zero zero eight eight eight six six six six']],
    ['link:evil-pay.example', ['evil-pay.example', 'evil-pay dot example', 'evil-pay[.]example', 'evil-pay点example']],
    ['code:a3', ['A3', 'a3', 'Ａ３']],
  ])('%s', (form, ways) => {
    for (const way of ways) expect({ way, forms: formsOf(way)[0] }).toEqual({ way, forms: form });
  });
});

describe('facts that differ have different forms', () => {
  it.each([
    ['7天', '7个工作日'],
    ['7 days', '7 hours'],
    ['1–3天', '1–7天'],
    ['¥99', '99%'],
    ['9 am', '9 pm'],
    ['11月11日', '11月1日'],
    ['400-000-5218', '400-000-5219'],
    ['https://www.liwu.example', 'https://www.liwu.example.evil.example'],
    ['$50', '¥50'],
    ['8折', '80%'],
  ])('%s and %s', (one, other) => {
    expect(formsOf(one)[0]).not.toBe(formsOf(other)[0]);
  });
});

describe('what is no fact', () => {
  it.each(['一般会退到原账户', '一起、统一、一个人、三方', 'the one you like', 'once it has shipped', '第一步', 'Step 2', '1', 'e.g. this'])('%j says no figure', (text) => {
    expect(formsOf(text).filter((form) => !/^number:1$/.test(form))).toEqual([]);
  });

  it('a figure without a unit is known by its number, and every figure has that form too', () => {
    expect(formsOf('满99包邮')).toEqual(['number:99']);
    expect(factsOf('满99元')[0]?.forms).toEqual(['figure:99 yuan', 'number:99']);
  });

  it('all facts of a sentence are found, each once', () => {
    expect(formsOf('A3售价¥1,299，滤芯用6–8个月，热线400-000-5218，每天9:00–21:00，见 www.liwu.example。').toSorted()).toEqual(
      ['code:a3', 'figure:1299 yuan', 'figure:8 month', 'link:www.liwu.example', 'phone:4000005218', 'range:6-8 month', 'time:09:00', 'time:21:00'].toSorted(),
    );
  });

  it.each(['9'.repeat(50_000), '1,'.repeat(30_000), 'a.'.repeat(30_000), '一'.repeat(30_000), '1-'.repeat(30_000), 'a1'.repeat(20_000), '@a'.repeat(20_000)])('50,000 odd signs (%.8s…) take less than 300 ms', (text) => {
    const started = performance.now();
    factsOf(text);
    expect(performance.now() - started).toBeLessThan(300);
  });
});

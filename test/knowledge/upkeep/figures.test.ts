import { describe, expect, it } from 'vitest';
import { figuresIn, numbersIn, withoutFigures } from '#knowledge/upkeep/figures.ts';

const figures = (text: string) => figuresIn(text).map(({ kind, value }) => `${value} ${kind}`);

describe('the figures that a text states', () => {
  it.each([
    ['退到信用卡需要5–7个工作日。', ['5-7 working days']],
    ['A refund takes 5–7 working days, or 5 to 7 business days.', ['5-7 working days', '5-7 working days']],
    ['净水器 W5 ¥1,999，加湿器459元', ['1999 money', '459 money']],
    ['It costs ¥30, or 15.50 yuan.', ['30 money', '15.5 money']],
    ['邮费¥60，4–7天送到', ['60 money', '4-7 days']],
    ['营业时间10:00–22:00', ['10:00 clock', '22:00 clock']],
    ['每年收6.5%的费用', ['6.5 percent']],
    ['七天内可以退，保修两年', ['7 days', '2 years']],
    ['within seven days; a two-year warranty', ['7 days', '2 years']],
    ['3 or 6 months are free of interest', ['3 months', '6 months']],
    ['3、6个月免息', ['3 months', '6 months']],
    ['歇两三分钟', ['2 minutes', '3 minutes']],
    ['400-000-5219，15分钟内回电', ['15 minutes']],
    ['１２小时内', ['12 hours']],
    ['24-hour line', ['24 hours']],
    ['使用季节每2周一次', ['2 weeks']],
    ['每2周清洗一次，约12个月更换', ['2 weeks', '12 months']],
  ])('%s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each(['2027年3月10日起', '在第1、3、7天联系', '第二天接着走', 'on 31 December', '2027-05-31', 'iPhone 15', '周一至周五', '每天', '第5个工作日', 'any day now', 'someone years'])('are none in %j', (text) => {
    expect(figures(text)).toEqual([]);
  });

  it('leave what is said about them', () => {
    expect(withoutFigures('退到信用卡需要5–7个工作日。').replace(/\s+/g, '')).toBe('退到信用卡需要。');
  });

  it('are numbers too where no unit is told', () => {
    expect([...numbersIn('借记卡3–5个，信用卡5–7')]).toEqual(['3-5', '5-7', '3', '5', '7']);
  });
});

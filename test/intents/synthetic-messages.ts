import type { Entity } from '#core/understanding.ts';

/** A made-up message and the personal data that was put into it. */
export type SyntheticMessage = { readonly text: string; readonly facts: readonly { readonly kind: Entity['kind']; readonly text: string }[] };

type Pick = <T>(from: readonly T[]) => T;

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many messages with telephone numbers, IDs, cards, mail and postal addresses, and with numbers that are none of these. */
export function makeMessages(count: number, seed: number): SyntheticMessage[] {
  const random = createRandom(seed);
  const pick: Pick = (from) => from[Math.floor(random() * from.length)]!;
  const digits = (length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('');
  const two = (below: number) => String(1 + Math.floor(random() * below)).padStart(2, '0');
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  const phone = () => {
    const [a, b, c] = [`1${pick(['38', '39', '58', '77', '86', '99', '50', '33', '52'])}`, digits(4), digits(4)];
    return pick([`${a}${b}${c}`, `${a} ${b} ${c}`, `${a}-${b}-${c}`, `+86 ${a}${b}${c}`, `+86-${a}-${b}-${c}`, `0086 ${a} ${b} ${c}`, wide(`${a}${b}${c}`), `021-${pick(['5', '6'])}${digits(7)}`, `(0${pick(['10', '20', '755'])})8${digits(7)}`]);
  };
  const idCard = () => {
    const body = `${pick(['110101', '310104', '440305', '510107', '330106'])}${1950 + Math.floor(random() * 55)}${two(12)}${two(28)}${digits(3)}`;
    const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * Number(body[at]), 0);
    const id = `${body}${'10X98765432'[sum % 11]}`;
    return pick([id, id, id.toLowerCase(), `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`]);
  };
  const card = () => {
    const body = pick(['622202', '621700', '623058', '456351', '524094', '411111']);
    const start = body + digits((body.startsWith('62') ? pick([16, 19]) : 16) - body.length - 1);
    const check = '0123456789'.split('').find((digit) => luhn(start + digit)) ?? '0';
    const number = start + check;
    return pick([number, number.replace(/(\d{4})(?=\d)/g, '$1 '), number.replace(/(\d{4})(?=\d)/g, '$1-')]);
  };
  const email = () => `${pick(['lin.xiao', 'wang_fang', 'john.smith+shop', 'a1b2', 'chen-wei'])}${digits(2)}@${pick(['qq.com', '163.com', 'gmail.com', 'mail.example.org', 'sina.com.cn'])}`;
  const addressZh = () =>
    `${pick(['上海市静安区', '北京市朝阳区', '广东省深圳市南山区', '浙江省杭州市西湖区', '成都市锦江区', '江苏省苏州市工业园区', '湖南省长沙县星沙镇'])}${pick(['南京西路', '文三路', '科技园大道', '建国路', '红星街', '人民南路'])}${1 + Math.floor(random() * 900)}${pick(['号', '弄'])}${pick(['', '3号楼502室', '阳光花园7栋1单元1201', '恒隆大厦18层', ' 2 幢 301'])}`;
  const addressEn = () =>
    `${1 + Math.floor(random() * 900)} ${pick(['Maple', 'West Nanjing', 'Wensan', 'Old Church', 'Kings'])} ${pick(['Street', 'Road', 'Avenue', 'Rd', 'Lane'])}${pick(['', ', Apt 4B', ', Room 502', ', Shanghai 200040', ', Jing\'an District, Shanghai'])}`;
  const order = () => `2026${two(12)}${two(28)}-${digits(4)}`;
  const tracking = () => `SF${digits(13)}`;

  const templates: readonly (() => { parts: readonly (string | [Entity['kind'], string])[] })[] = [
    () => ({ parts: ['我的电话是', ['phone', phone()], '，订单', order(), '什么时候到？'] }),
    () => ({ parts: [pick(['手机号', '联系方式 ', '打这个号码：']), ['phone', phone()]] }),
    () => ({ parts: ['please call me at ', ['phone', phone()], ' after 6 pm, order ', order()] }),
    () => ({ parts: [pick(['身份证号', '我的身份证是', '实名认证用 ']), ['id-card', idCard()], pick(['，麻烦核实', '', '。'])] }),
    () => ({ parts: ['my ID number is ', ['id-card', idCard()], ', is that enough?'] }),
    () => ({ parts: [pick(['退到这张卡：', '银行卡号 ', '卡号是']), ['bank-card', card()], '，', pick(['工商银行', '建行', '谢谢'])] }),
    () => ({ parts: ['refund to my card ', ['bank-card', card()], ' please'] }),
    () => ({ parts: [pick(['发票发到', '邮箱：', 'send it to ']), ['email', email()], pick(['，谢谢', ' please', ''])] }),
    () => ({ parts: [pick(['地址改成', '送到', '收货地址：', '我住在']), ['address', addressZh()], pick(['，谢谢，', '。电话', ' ']), ['phone', phone()]] }),
    () => ({ parts: [pick(['ship it to ', 'my new address is ', 'I live at ']), ['address', addressEn()], pick(['. Thanks', ''])] }),
    () => ({ parts: ['订单号', digits(18), pick(['到哪了', ' 查一下'])] }),
    () => ({ parts: ['订单', order(), '，快递单号', tracking(), '，付了¥', `1,${digits(3)}`] }),
    () => ({ parts: ['tracking ', tracking(), ' has not moved since 2026-11-0', String(1 + Math.floor(random() * 9))] }),
    () => ({ parts: [pick(['热线400-000-5218打不通', '打了12315', '型号2026110700', '尺寸 120 45 60 600 毫米', '我等了3天2小时15分钟'])] }),
  ];
  return Array.from({ length: count }, () => {
    const { parts } = pick(templates)();
    return { text: parts.map((part) => (typeof part === 'string' ? part : part[1])).join(''), facts: parts.flatMap((part) => (typeof part === 'string' ? [] : [{ kind: part[0], text: part[1] }])) };
  });
}

function luhn(digits: string): boolean {
  const sum = digits.split('').toReversed().reduce((total, digit, at) => total + (at % 2 === 0 ? Number(digit) : Math.floor((2 * Number(digit)) / 10) + ((2 * Number(digit)) % 10)), 0);
  return sum % 10 === 0;
}

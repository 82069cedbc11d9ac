import type { TrialTalk } from './trial-case.ts';

/** What customers write of themselves, in their own ways of writing it, beside a question; the numbers are made up and pass their checks. */
export const PERSONAL_TALKS: readonly TrialTalk[] = [
  { language: 'zh', questions: ['我的手机号是13698765432，退款多久到账？'], personal: ['13698765432'] },
  { language: 'zh', questions: ['电话 158-0571-3344，运费怎么收？'], personal: ['15805713344'] },
  { language: 'zh', questions: ['座机0571-88123456，退款多久到账？'], personal: ['88123456'] },
  { language: 'zh', questions: ['微信同号：１３９０５７１８８２６，怎么退货？'], personal: ['13905718826', '１３９０５７１８８２６'] },
  { language: 'zh', questions: ['身份证330106199003074517，退款多久到账？'], personal: ['330106199003074517'] },
  { language: 'zh', questions: ['卡号6217 0012 3456 7890 122，退款多久到账？'], personal: ['6217001234567890122'] },
  { language: 'zh', questions: ['发到wang.fang88@163.com，退款多久到账？'], personal: ['wang.fang88'] },
  { language: 'zh', questions: ['我住浙江省杭州市西湖区文三路478号3幢502室，运费怎么收？'], personal: ['文三路478号', '502室'] },
  { language: 'zh', questions: ['地址是文二西路18号2单元301，怎么退货？'], personal: ['文二西路18号'] },
  { language: 'zh', questions: ['我叫王小芳，退款多久到账？'], personal: ['王小芳'] },
  { language: 'zh', questions: ['收件人：李建国，运费怎么收？'], personal: ['李建国'] },
  { language: 'zh', questions: ['订单20261107-0032的退款多久到账？'], needed: ['20261107-0032'] },
  { language: 'en', questions: ['My phone is +86 139 0571 8826. How long does a refund take?'], personal: ['13905718826'] },
  { language: 'en', questions: ['Call me on (415) 555-0132. How much is shipping?'], personal: ['4155550132'] },
  { language: 'en', questions: ['My ID card is 110108198506120025. How long does a refund take?'], personal: ['110108198506120025'] },
  { language: 'en', questions: ['I paid with card 4539-1488-0343-6467. How long does a refund take?'], personal: ['4539148803436467'] },
  { language: 'en', questions: ['Write to jane.doe+shop@example.com. How do I return something?'], personal: ['jane.doe'] },
  { language: 'en', questions: ['I live at 221 Baker Street, London NW1 6XE. How much is shipping?'], personal: ['221 Baker', 'NW1 6XE'] },
  { language: 'en', questions: ['My address is Flat 4, 17 Rose Hill Gardens. How much is shipping?'], personal: ['Rose Hill'] },
  { language: 'en', questions: ['My name is Emily Carter. How long does a refund take?'], personal: ['Emily Carter'] },
  { language: 'en', questions: ["I'm david miller, how do I return something?"], personal: ['david miller'] },
  { language: 'en', questions: ['How long does the refund of order 20261107-0032 take?'], needed: ['20261107-0032'] },
];

/** The same, said earlier in the conversation: by the customer, and by a colleague who repeats it. */
export const EARLIER_TALKS: readonly TrialTalk[] = [
  {
    language: 'zh',
    before: [
      { author: 'customer', text: '请给我回电13698765432，我叫王小芳。' },
      { author: 'agent', text: '好的，会打13698765432，也可以发到wang.fang88@163.com。' },
    ],
    questions: ['退款多久到账？'],
    personal: ['13698765432', '王小芳', 'wang.fang88'],
  },
  {
    language: 'en',
    before: [
      { author: 'customer', text: 'Please call me on +86 136 9876 5432, my name is Emily Carter.' },
      { author: 'agent', text: 'We will call +86 136 9876 5432, or write to jane.doe@example.com.' },
    ],
    questions: ['How long does a refund take?'],
    personal: ['13698765432', 'Emily Carter', 'jane.doe'],
  },
];

import type { HandoverReason } from '../article.ts';
import type { Bilingual } from '../language.ts';

const USUAL: Bilingual = {
  zh: '{customer}您好，我是{company}的{agent}。您前面说的我都看到了，不用再重复。您现在最希望先解决的是哪一点？',
  en: "Hello {customer}, this is {agent} from {company}. I've read everything you wrote, so you won't have to repeat it. What would you like solved first?",
};
const SORRY: Bilingual = {
  zh: '{customer}您好，我是{company}的{agent}。给您添麻烦了，真的很抱歉。您前面说的我都看到了，不用再重复。您现在最希望先解决的是哪一点？',
  en: "Hello {customer}, this is {agent} from {company}. I'm truly sorry about this. I've read everything you wrote, so you won't have to repeat it. What would you like solved first?",
};

/** What Baton itself suggests to whoever takes over, where no staff article has a sound suggestion in the customer's language. */
export const OWN_SUGGESTION: Readonly<Record<HandoverReason, Bilingual>> = {
  asked: USUAL,
  'taken-over': USUAL,
  vip: USUAL,
  complaint: SORRY,
  mood: SORRY,
  unhelpful: SORRY,
  'not-understood': SORRY,
  'model-failed': SORRY,
  danger: {
    zh: '{customer}您好，我是{company}的{agent}。您和家人的安全最要紧：现在大家都安全吗？请先离开现场，不要再碰那件产品。',
    en: 'Hello {customer}, this is {agent} from {company}. Your safety comes first: is everybody safe right now? Please stay away from the product and do not touch it again.',
  },
  law: {
    zh: '{customer}您好，我是{company}的{agent}。我明白这件事对您很重要，您前面说的我都看到了，不用再重复。您最希望我们怎么解决？',
    en: "Hello {customer}, this is {agent} from {company}. I understand how serious this is for you, and I've read everything you wrote, so you won't have to repeat it. What solution would you like?",
  },
  leaving: {
    zh: '{customer}您好，我是{company}的{agent}。没能让您满意，真的很抱歉。方便告诉我是哪一点让您失望吗？',
    en: "Hello {customer}, this is {agent} from {company}. I'm truly sorry we have let you down. Would you tell me what disappointed you most?",
  },
};

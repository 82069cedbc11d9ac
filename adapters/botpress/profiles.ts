/** What a channel behind Botpress can show. Lengths in UTF-16 units. */
export type Profile = {
  /** The longest text of one message. */
  readonly text: number;
  /** Choices that can be pressed: so many at most, labels and the text above them so long at most; 0 where there are none. */
  readonly choices: number;
  readonly label: number;
  readonly above: number;
  /** More choices than `choices` are shown as a list of up to this many; 0 where there is no list. */
  readonly list: number;
  /** Pressing sends the label back and not the value, so that a label that would be cut is no choice. */
  readonly sendsLabel: boolean;
  /** Sources are shown as cards with a button, where they have an address. */
  readonly cards: boolean;
  /** Markdown is shown as such, and not as stars. */
  readonly markdown: boolean;
};

const PLAIN: Profile = { text: 1_500, choices: 0, label: 0, above: 0, list: 0, sendsLabel: false, cards: false, markdown: false };
const WEB: Profile = { text: 4_000, choices: 20, label: 80, above: 4_000, list: 0, sendsLabel: false, cards: true, markdown: true };

/**
 * By the name of the integration in Botpress. Limits: WhatsApp (Cloud API, interactive messages: 3 buttons of 20, lists of
 * 10 rows of 24, body 1,024; text 4,096), Messenger and Instagram (13 quick replies of 20; text 2,000 and 1,000), Telegram
 * (text 4,096), LINE (13 quick replies of 20; text 5,000).
 */
const PROFILES: Readonly<Record<string, Profile>> = {
  whatsapp: { text: 4_000, choices: 3, label: 20, above: 1_024, list: 10, sendsLabel: false, cards: false, markdown: false },
  messenger: { text: 2_000, choices: 13, label: 20, above: 2_000, list: 0, sendsLabel: false, cards: true, markdown: false },
  instagram: { text: 1_000, choices: 13, label: 20, above: 1_000, list: 0, sendsLabel: false, cards: true, markdown: false },
  telegram: { text: 4_000, choices: 20, label: 60, above: 4_000, list: 0, sendsLabel: true, cards: false, markdown: false },
  line: { text: 4_000, choices: 13, label: 20, above: 4_000, list: 0, sendsLabel: false, cards: false, markdown: false },
  teams: { ...WEB, choices: 6 },
  slack: { ...WEB, text: 3_000, choices: 5, label: 75, above: 3_000, cards: false },
  webchat: WEB,
  chat: WEB,
};

/** What the channel of an integration can show; what is not known gets plain text, which every channel has. */
export function profileOf(integration: string): Profile {
  // An integration of a workspace of its own is written `workspace/name`.
  const name = integration.slice(integration.lastIndexOf('/') + 1);
  return Object.hasOwn(PROFILES, name) ? (PROFILES[name] ?? PLAIN) : PLAIN;
}

/** What a bot relays from its human desk to the customer: words and files. */
export const HITL_PROFILE: Profile = { ...PLAIN, text: 4_000 };

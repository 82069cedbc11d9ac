import { z } from 'zod';

/** Text of plain kind with a limit of characters; Slack refuses empty ones. */
export const plain = (most: number) => z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const mrkdwn = (most: number) => z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(most), verbatim: z.boolean().optional() });
const text = (most: number) => z.discriminatedUnion('type', [plain(most), mrkdwn(most)]);

const confirm = z.strictObject({ title: plain(100).optional(), text: text(300), confirm: plain(30).optional(), deny: plain(30).optional(), style: z.enum(['primary', 'danger']).optional() });
const actionId = z.string().min(1).max(255).optional();
const option = z.strictObject({ text: text(75), value: z.string().min(1).max(150), description: plain(75).optional(), url: z.string().max(3000).optional() });
const plainOption = z.strictObject({ text: plain(75), value: z.string().min(1).max(150), description: plain(75).optional() });
const overflowOption = z.strictObject({ text: plain(75), value: z.string().min(1).max(150), description: plain(75).optional(), url: z.string().max(3000).optional() });
const placeholder = plain(150).optional();
const focus = { focus_on_load: z.boolean().optional() };
const dispatch = { dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) }).optional() };

const button = z.strictObject({
  type: z.literal('button'), action_id: actionId, text: plain(75), value: z.string().max(2000).optional(), url: z.string().min(1).max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(), confirm: confirm.optional(), accessibility_label: z.string().max(75).optional(),
});
const overflow = z.strictObject({ type: z.literal('overflow'), action_id: actionId, options: z.array(overflowOption).min(1).max(5), confirm: confirm.optional() });
const options = { options: z.array(plainOption).min(1).max(100).optional(), option_groups: z.array(z.strictObject({ label: plain(75), options: z.array(plainOption).min(1).max(100) })).min(1).max(100).optional() };
const hasOneList = (select: { readonly options?: unknown; readonly option_groups?: unknown }): boolean => (select.options === undefined) !== (select.option_groups === undefined);
const staticSelect = z.strictObject({ type: z.literal('static_select'), action_id: actionId, placeholder, ...options, initial_option: plainOption.optional(), confirm: confirm.optional(), ...focus }).refine(hasOneList, 'one of options and option_groups');
const multiStaticSelect = z.strictObject({ type: z.literal('multi_static_select'), action_id: actionId, placeholder, ...options, initial_options: z.array(plainOption).min(1).optional(), max_selected_items: z.int().min(1).optional(), confirm: confirm.optional(), ...focus }).refine(hasOneList, 'one of options and option_groups');
const usersSelect = z.strictObject({ type: z.literal('users_select'), action_id: actionId, placeholder, initial_user: z.string().optional(), confirm: confirm.optional(), ...focus });
const channelsSelect = z.strictObject({ type: z.literal('channels_select'), action_id: actionId, placeholder, initial_channel: z.string().optional(), response_url_enabled: z.boolean().optional(), confirm: confirm.optional(), ...focus });
const radioButtons = z.strictObject({ type: z.literal('radio_buttons'), action_id: actionId, options: z.array(option).min(1).max(10), initial_option: option.optional(), confirm: confirm.optional(), ...focus });
const checkboxes = z.strictObject({ type: z.literal('checkboxes'), action_id: actionId, options: z.array(option).min(1).max(10), initial_options: z.array(option).min(1).optional(), confirm: confirm.optional(), ...focus });
const datepicker = z.strictObject({ type: z.literal('datepicker'), action_id: actionId, placeholder, initial_date: z.iso.date().optional(), confirm: confirm.optional(), ...focus });
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'), action_id: actionId, placeholder, initial_value: z.string().max(3000).optional(), multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(), max_length: z.int().min(1).max(3000).optional(), ...dispatch, ...focus,
});
const fileInput = z.strictObject({ type: z.literal('file_input'), action_id: actionId, filetypes: z.array(z.string()).min(1).optional(), max_files: z.int().min(1).max(10).optional() });
const picture = z.strictObject({ type: z.literal('image'), image_url: z.url().max(3000), alt_text: z.string().min(1).max(2000) });

const blockId = z.string().min(1).max(255).optional();
const section = z.strictObject({
  type: z.literal('section'), block_id: blockId, text: text(3000).optional(), fields: z.array(text(2000)).min(1).max(10).optional(), expand: z.boolean().optional(),
  accessory: z.union([button, overflow, staticSelect, multiStaticSelect, usersSelect, channelsSelect, radioButtons, checkboxes, datepicker, picture]).optional(),
}).refine((block) => block.text !== undefined || block.fields !== undefined, 'missing required field: text');
const actions = z.strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(z.union([button, overflow, staticSelect, usersSelect, channelsSelect, radioButtons, checkboxes, datepicker])).min(1).max(25) });
const input = z.strictObject({
  type: z.literal('input'), block_id: blockId, label: plain(2000), hint: plain(2000).optional(), optional: z.boolean().optional(), dispatch_action: z.boolean().optional(),
  element: z.union([plainTextInput, staticSelect, multiStaticSelect, usersSelect, channelsSelect, radioButtons, checkboxes, datepicker, fileInput]),
});
const richText = z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(z.looseObject({ type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']), elements: z.array(z.looseObject({ type: z.string() })) })).min(1) });

const everywhere = [
  section, actions, richText,
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('context'), block_id: blockId, elements: z.array(z.union([text(3000), picture])).min(1).max(10) }),
  z.strictObject({ type: z.literal('image'), block_id: blockId, image_url: z.url().max(3000), alt_text: z.string().min(1).max(2000), title: plain(2000).optional() }),
] as const;

/** Blocks of a message. */
export const messageBlock = z.discriminatedUnion('type', [...everywhere, z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: z.string().min(1).max(12_000) })]);
/** Blocks of a modal or App Home; these take input. */
export const viewBlock = z.discriminatedUnion('type', [...everywhere, input]);

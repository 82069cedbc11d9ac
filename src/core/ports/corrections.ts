/** Takes up what colleagues say a message means. */
export type Corrections = {
  /**
   * Makes a message an example of an intent, without what belongs to a person; the classifier learns it soon. Throws
   * `invalid_input` for an empty or too long text and for an intent that the catalogue does not have.
   */
  add(text: string, intent: string): Promise<void>;
};

import type { Language } from '../language.ts';
import type { StaffRole } from '../protocol.ts';

/** A customer's session in a browser. */
export type CustomerSession = {
  readonly address: string;
  readonly customerId: string | undefined;
  readonly customerName: string;
  readonly language: Language;
  readonly expiresAt: number;
};

/** A person of the staff. */
export type Staff = { readonly id: string; readonly name: string; readonly role: StaffRole };

/** Who may come in. Tokens are never stored, only their SHA-256. Times are Unix ms. */
export type AccessStore = {
  /** Remembers a customer's session. */
  openSession(tokenHash: string, session: CustomerSession): Promise<void>;
  /** The session of a token, unless it has expired. */
  session(tokenHash: string, now: number): Promise<CustomerSession | undefined>;
  /** Everybody of the staff who has not been removed; see `Store.removeStaff`. */
  staff(): Promise<Staff[]>;
  /** Adds a person and answers with the new id. */
  addStaff(name: string, role: StaffRole, now: number): Promise<Staff>;
  /** Gives a person another name, for what they say from now on. */
  renameStaff(id: string, name: string): Promise<void>;
  /** Notes the e-mail by which a person is known elsewhere, such as in Slack. Throws `conflict` when a colleague has it. */
  setEmail(id: string, email: string): Promise<void>;
  /** Ids of the staff by their e-mail in lower case; who has none is left out. */
  emails(): Promise<ReadonlyMap<string, string>>;
  /** Removes what has expired: sessions and sign-in links. */
  prune(now: number): Promise<void>;
  /** Remembers a one-time sign-in token. */
  addSignIn(tokenHash: string, staffId: string, expiresAt: number): Promise<void>;
  /** Uses a one-time token up; `undefined` when it is unknown, used or expired. Of two who try at once, one succeeds. */
  useSignIn(tokenHash: string, now: number): Promise<Staff | undefined>;
  /** Remembers a signed-in browser. */
  openStaffSession(tokenHash: string, staffId: string, expiresAt: number): Promise<void>;
  /** Who is signed in with this token. */
  staffSession(tokenHash: string, now: number): Promise<Staff | undefined>;
  /** Signs out. */
  closeStaffSession(tokenHash: string): Promise<void>;
  /** A secret kept beside the data under a name: the first proposal is stored and answered ever after. */
  secret(name: string, propose: () => string): Promise<string>;
};

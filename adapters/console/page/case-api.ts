import type { CaseCommand, CaseFacts, CaseListView, CaseReport, CaseView, TaskListView } from '#core/protocol.ts';
import { get, request } from './api.ts';
import { newId } from './new-id.ts';

/** Which cases are listed. */
export type CaseFilterName = 'mine' | 'open' | 'late' | 'approval' | 'all';

/** Requests about cases. All throw `ApiError`. */
export const caseApi = {
  /** The case of a conversation; null where there are no cases. */
  of: (conversationId: string) => get<CaseView | null>(`/conversations/${encodeURIComponent(conversationId)}/case`),
  open: async (conversationId: string, facts: CaseFacts): Promise<CaseView> => {
    const view: CaseView = await (await request('POST', `/conversations/${encodeURIComponent(conversationId)}/case`, { facts, clientId: newId() })).json();
    return view;
  },
  /** One step, on the version that the reader has seen. */
  command: async (id: string, version: number, command: CaseCommand): Promise<CaseView> => {
    const view: CaseView = await (await request('POST', `/cases/${encodeURIComponent(id)}/command`, { command, version, clientId: newId() })).json();
    return view;
  },
  list: (filter: CaseFilterName, cursor?: string) => get<CaseListView>(`/cases?${new URLSearchParams({ filter, ...(cursor === undefined ? {} : { cursor }) })}`),
  /** Tasks of the reader and of their department, the next that is due first. */
  tasks: (cursor?: string) => get<TaskListView>(`/tasks?${new URLSearchParams(cursor === undefined ? {} : { cursor })}`),
  report: (days: number) => get<CaseReport>(`/case-report?days=${days}`),
  /** Address of the table. */
  csv: (days: number) => `/api/console/cases.csv?days=${days}`,
};

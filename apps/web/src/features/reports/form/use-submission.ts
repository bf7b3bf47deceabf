import type { Endpoint } from '@miaopu/contract';
import {
  getReportOverview,
  getReportTasks,
  getSubmission,
  listDisputes,
  listMySubmissions,
  listWaitingSubmissions,
} from '@miaopu/contract';
import type { UseMutationResult } from '@tanstack/react-query';
import type { AnswerOf, CallFailed, InputOf } from '../../../shared/client.ts';
import { useCommand } from '../../../shared/use-endpoint.ts';

/** Everything that an act on a submission changes somewhere. */
const changed = [
  getSubmission,
  listMySubmissions,
  listWaitingSubmissions,
  getReportOverview,
  getReportTasks,
  listDisputes,
] as const;

/** An act on a submission; afterwards every list that shows it is read again. */
export function useAct<E extends Endpoint>(
  endpoint: E,
): UseMutationResult<AnswerOf<E>, CallFailed, InputOf<E>> {
  return useCommand(endpoint, changed);
}
